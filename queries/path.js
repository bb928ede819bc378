/*
name: path
title: {en: How two are connected, fr: Comment deux sont liés}
help:
  en: The shortest chains of money, stakes, work and posts between two entities, at most six steps long, with the evidence of each step; where there are none, chains of any relation.
  fr: Les plus courtes chaînes d'argent, de participations, de travail et de fonctions entre deux entités, de six pas au plus, avec la preuve de chaque pas ; à défaut, des chaînes de toute relation.
params:
  - {name: from, type: entity, title: {en: one end, fr: un bout}}
  - {name: to, type: entity, title: {en: the other end, fr: l'autre bout}}
relations: [gives_money_to, has_stake_in, works_with, affiliated_with]
columns:
  - {name: chain, kind: number, title: {en: chain, fr: chaîne}}
  - {name: step, kind: number, title: {en: step, fr: pas}}
  - {name: subject, kind: entity, title: {en: who, fr: qui}}
  - {name: relation, kind: relation, title: {en: how, fr: comment}}
  - {name: object, kind: entity, title: {en: whom, fr: à qui}}
  - {name: amount, kind: amount, title: {en: amount, fr: montant}}
  - {name: speaker, kind: entity, title: {en: said by, fr: selon}}
  - {name: status, kind: text, title: {en: status, fr: statut}}
  - {name: articles, kind: article, title: {en: articles, fr: articles}}
  - {name: quote, kind: quote, title: {en: quote, fr: citation}}
  - {name: claims, kind: claim, title: {en: claims, fr: affirmations}}
edges: {from: subject, to: object, label: relation}
example:
  args: [Verdane Capital, Ada Merrow]
  output: |
    chain,step,subject,relation,object,amount,speaker,status,articles,quote,claims
    1,1,Verdane Capital,invests in,Quillon,at_most 20000000 USD,Corin Vale,done,article/tessaly-argent,Corin Vale rappelle que Verdane Capital investit jusqu'à 20 millions de dollars dans Quillon.,claim/23bcb9841b368943991e41b8
    1,1,Verdane Capital,invests in,Quillon,at_most 20000000 USD,,planned,article/quillon-round,Verdane Capital will invest up to $20 million in Quillon.,claim/10343bd678a72e7eb77a5e07
    1,2,Quillon,partners with,Trinova,,,planned,article/tessaly-argent,Quillon et Trinova vont s'associer.,claim/b164f665803fec09857b61fd
    1,3,Ada Merrow,leads,Trinova,,,done,article/meridian-launch,"Ada Merrow, Trinova's chief executive, spoke in Ostrava.",claim/073d56dbf2042edf22de2ede
*/
var from = param("from", "MGX");
var to = param("to", "Elon Musk");

var ties = relations("gives_money_to", "has_stake_in", "works_with", "affiliated_with");
var found = chains(from, to, {relations: ties, most: 6, limit: 5});
if (found.length === 0) {
  found = chains(from, to, {most: 6, limit: 5});
}

found.forEach(function(chain, i) {
  chain.forEach(function(hop, j) {
    var evidence = claims({subject: hop.subject, predicate: hop.predicate, object: hop.object, polarity: "yes"});
    if (evidence.length === 0) {
      g.emit({chain: i + 1, step: j + 1, subject: hop.subject, relation: hop.predicate, object: hop.object});
      return;
    }
    rows(evidence, {
      chain: i + 1, step: j + 1, subject: "subject", relation: "predicate", object: "object", amount: "amount",
      speaker: "speaker", status: "standing", articles: "all article", quote: "first quote", claims: "all claim"
    }, {order: ["-amount", "speaker"]});
  });
});
