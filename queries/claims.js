/*
name: claims
title: {en: Everything claimed about it, fr: Tout ce qui est affirmé à son sujet}
help:
  en: Every claim in which the entity or one of its aspects is subject, object or speaker.
  fr: Toute affirmation dont l'entité ou un de ses aspects est le sujet, l'objet ou l'auteur.
params:
  - {name: entity, type: entity, title: {en: who or what it is about, fr: de qui ou de quoi il s'agit}}
columns:
  - {name: subject, kind: entity, title: {en: subject, fr: sujet}}
  - {name: relation, kind: relation, title: {en: relation, fr: relation}}
  - {name: object, kind: entity, title: {en: object, fr: objet}}
  - {name: amount, kind: amount, title: {en: amount, fr: montant}}
  - {name: share, kind: share, title: {en: share, fr: part}}
  - {name: role, kind: text, title: {en: role, fr: fonction}}
  - {name: speaker, kind: entity, title: {en: said by, fr: selon}}
  - {name: status, kind: text, title: {en: status, fr: statut}}
  - {name: date, kind: date, title: {en: date, fr: date}}
  - {name: articles, kind: article, title: {en: articles, fr: articles}}
  - {name: quote, kind: quote, title: {en: quote, fr: citation}}
  - {name: claims, kind: claim, title: {en: claims, fr: affirmations}}
edges: {from: subject, to: object, label: relation}
example:
  args: [Trinova]
  output: |
    subject,relation,object,amount,share,role,speaker,status,date,articles,quote,claims
    Trinova,invests in,Project Meridian,at_least 2000000000 USD,,,Ada Merrow,planned,2031-03-04,article/meridian-launch,Ada Merrow said Trinova would put at least $2 billion into Project Meridian.,claim/1ce53c86fbded90b71874a42
    Trinova,invests in,Project Meridian,at_least 2000000000 USD,,,Corin Vale,denied,2031-03-05,article/meridian-doutes,"« Trinova n'a pas ces 2 milliards de dollars », affirme Corin Vale.",claim/1c32e763a898aea502ebf405
    Trinova,launches,Project Meridian,,,,,done,2031-03-03,article/meridian-launch,Trinova launched Project Meridian on Monday.,claim/e2b16ab37ecb30295aba814b
    Ada Merrow,leads,Trinova,,,chief executive,,done,2031-03-04,article/meridian-launch,"Ada Merrow, Trinova's chief executive, spoke in Ostrava.",claim/073d56dbf2042edf22de2ede
    Quillon,partners with,Trinova,,,,,planned,2031-01-20,article/tessaly-argent,Quillon et Trinova vont s'associer.,claim/b164f665803fec09857b61fd
    Trinova,supplies,Tessaly,,,,,done,2031-01-20,article/tessaly-argent,Trinova fournit Tessaly.,claim/728e7c8b27ec64e5ffbdca26
*/
var about = topics(param("entity", "Stargate"));
var seen = {};
var list = [];

[claims({subject: about}), claims({object: about}), claims({speaker: about})].forEach(function(found) {
  found.forEach(function(c) {
    if (!seen[c.claim]) {
      seen[c.claim] = true;
      list.push(c);
    }
  });
});

rows(list, {
  subject: "subject", relation: "predicate", object: "object", amount: "amount", share: "share", role: "role",
  speaker: "speaker", status: "standing", date: "date", articles: "all article", quote: "first quote", claims: "all claim"
}, {order: ["relation", "subject", "object", "-amount", "date", "speaker"]});
