/*
name: who-funds
title: {en: Who funds it, fr: Qui le finance}
help:
  en: Everyone who puts, gives or plans to give money to the target, with the sums, who says so and where. What is denied is left out; disputes shows it.
  fr: Tous ceux qui donnent, ont donné ou comptent donner de l'argent à la cible, avec les sommes, qui le dit et où. Ce qui est démenti n'y est pas ; disputes le montre.
params:
  - {name: target, type: entity, title: {en: who or what is funded, fr: qui ou ce qui est financé}}
relations: [gives_money_to]
columns:
  - {name: funder, kind: entity, title: {en: funder, fr: financeur}}
  - {name: relation, kind: relation, title: {en: how, fr: comment}}
  - {name: target, kind: entity, title: {en: target, fr: cible}}
  - {name: amount, kind: amount, title: {en: amount, fr: montant}}
  - {name: share, kind: share, title: {en: share, fr: part}}
  - {name: speaker, kind: entity, title: {en: said by, fr: selon}}
  - {name: status, kind: text, title: {en: status, fr: statut}}
  - {name: articles, kind: article, title: {en: articles, fr: articles}}
  - {name: quote, kind: quote, title: {en: quote, fr: citation}}
  - {name: claims, kind: claim, title: {en: claims, fr: affirmations}}
edges: {from: funder, to: target, label: amount}
example:
  args: [Quillon]
  output: |
    TODO
*/
var target = param("target", "Stargate");

rows(claims({predicate: relations("gives_money_to"), object: target, polarity: "yes"}), {
  funder: "subject", relation: "predicate", target: "object", amount: "amount", share: "share", speaker: "speaker", status: "standing",
  articles: "all article", quote: "first quote", claims: "all claim"
}, {order: ["-amount", "funder", "-share", "speaker"]});
