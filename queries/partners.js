/*
name: partners
title: {en: Who works with it, fr: Qui travaille avec lui}
help:
  en: Who signs agreements with the entity, supplies it or is supplied by it, or takes part in it with others.
  fr: Qui signe des accords avec l'entité, la fournit ou est fourni par elle, ou y participe avec d'autres.
params:
  - {name: entity, type: entity, title: {en: whose partners, fr: de qui}}
relations: [works_with]
columns:
  - {name: partner, kind: entity, title: {en: partner, fr: partenaire}}
  - {name: subject, kind: entity, title: {en: who, fr: qui}}
  - {name: relation, kind: relation, title: {en: how, fr: comment}}
  - {name: object, kind: entity, title: {en: with whom, fr: avec qui}}
  - {name: amount, kind: amount, title: {en: amount, fr: montant}}
  - {name: role, kind: text, title: {en: role, fr: fonction}}
  - {name: speaker, kind: entity, title: {en: said by, fr: selon}}
  - {name: status, kind: text, title: {en: status, fr: statut}}
  - {name: articles, kind: article, title: {en: articles, fr: articles}}
  - {name: quote, kind: quote, title: {en: quote, fr: citation}}
  - {name: claims, kind: claim, title: {en: claims, fr: affirmations}}
edges: {from: subject, to: object, label: relation}
example:
  args: [Quillon]
  output: |
    partner,subject,relation,object,amount,role,speaker,status,articles,quote,claims
    Trinova,Quillon,partners with,Trinova,,,,planned,article/tessaly-argent,Quillon et Trinova vont s'associer.,claim/b164f665803fec09857b61fd
*/
var entity = param("entity", "OpenAI");
var how = relations("works_with");

function show(list, partner) {
  rows(list, {
    partner: partner, subject: "subject", relation: "predicate", object: "object", amount: "amount", role: "role",
    speaker: "speaker", status: "standing", articles: "all article", quote: "first quote", claims: "all claim"
  }, {order: ["partner", "relation", "-amount", "speaker"]});
}

show(claims({predicate: how, subject: entity, polarity: "yes"}), "object");
show(claims({predicate: how, object: entity, polarity: "yes"}), "subject");
