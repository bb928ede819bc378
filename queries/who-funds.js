/*
name: who-funds
title: {en: Who funds it, fr: Qui le finance}
help:
  en: Everyone who puts, gives or plans to give money to the target, with the sums, who says so and where; each funder and sum once, with all that say it. What is denied is left out; disputes shows it.
  fr: Tous ceux qui donnent, ont donné ou comptent donner de l'argent à la cible, avec les sommes, qui le dit et où ; chaque financeur et chaque somme une fois, avec tous ceux qui le disent. Ce qui est démenti n'y est pas ; disputes le montre.
params:
  - {name: target, type: entity, title: {en: who or what is funded, fr: qui ou ce qui est financé}}
relations: [gives_money_to]
columns:
  - {name: funder, kind: entity, title: {en: funder, fr: financeur}}
  - {name: relation, kind: relation, title: {en: how, fr: comment}}
  - {name: target, kind: entity, title: {en: target, fr: cible}}
  - {name: amount, kind: amount, title: {en: amount, fr: montant}}
  - {name: share, kind: share, title: {en: share, fr: part}}
  - {name: speakers, kind: entity, title: {en: said by, fr: selon}}
  - {name: statuses, kind: text, title: {en: status, fr: statut}}
  - {name: articles, kind: article, title: {en: articles, fr: articles}}
  - {name: quote, kind: quote, title: {en: quote, fr: citation}}
  - {name: claims, kind: claim, title: {en: claims, fr: affirmations}}
edges: {from: funder, to: target, label: amount}
example:
  args: [Quillon]
  output: |
    funder,relation,target,amount,share,speakers,statuses,articles,quote,claims
    Verdane Capital,invests in,Quillon,at_most 20000000 USD,,Corin Vale,done; planned,article/quillon-round; article/tessaly-argent,Corin Vale rappelle que Verdane Capital investit jusqu'à 20 millions de dollars dans Quillon.,claim/10343bd678a72e7eb77a5e07; claim/23bcb9841b368943991e41b8
    Solmar Bank,invests in,Quillon,12000000 EUR,7.5,,done,article/quillon-round,Solmar Bank put 12 million euros into Quillon for 7.5 percent.,claim/8eb29b9d3f73fdf0c1eeab05
    Larrowby Partners,invests in,Quillon,,,,done,article/quillon-round,Larrowby Partners took part in Quillon's round.,claim/a8b71874968686b39ee46c36
*/
var target = param("target", "Stargate");

rows(claims({predicate: relations("gives_money_to"), object: target, polarity: "yes"}), {
  funder: "subject", relation: "predicate", target: "object", amount: "amount", share: "share", speakers: "all speaker", statuses: "all standing",
  articles: "all article", quote: "first quote", claims: "all claim"
}, {order: ["-amount", "funder", "-share"]});
