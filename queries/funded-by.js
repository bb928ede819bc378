/*
name: funded-by
title: {en: What it funds, fr: Ce qu'il finance}
help:
  en: Everything that the funder puts, gives or plans to give money to, with the sums, who says so and where.
  fr: Tout ce à quoi le financeur donne, a donné ou compte donner de l'argent, avec les sommes, qui le dit et où.
params:
  - {name: funder, type: entity, title: {en: who gives the money, fr: qui donne l'argent}}
relations: [gives_money_to]
columns:
  - {name: target, kind: entity, title: {en: target, fr: cible}}
  - {name: relation, kind: relation, title: {en: how, fr: comment}}
  - {name: funder, kind: entity, title: {en: funder, fr: financeur}}
  - {name: amount, kind: amount, title: {en: amount, fr: montant}}
  - {name: share, kind: share, title: {en: share, fr: part}}
  - {name: speakers, kind: entity, title: {en: said by, fr: selon}}
  - {name: statuses, kind: text, title: {en: status, fr: statut}}
  - {name: articles, kind: article, title: {en: articles, fr: articles}}
  - {name: quote, kind: quote, title: {en: quote, fr: citation}}
  - {name: claims, kind: claim, title: {en: claims, fr: affirmations}}
edges: {from: funder, to: target, label: amount}
example:
  args: [Solmar]
  output: |
    target,relation,funder,amount,share,speakers,statuses,articles,quote,claims
    Project Meridian,funds,Solmar Bank,500000000 EUR,,,planned,article/meridian-launch,Solmar Bank will lend Project Meridian 500 million euros.,claim/f7baffff8af7eeec96f85493
    Tessaly,invests in,Solmar Bank,30000000 EUR,,,done,article/tessaly-argent,La banque Solmar investit 30 millions d'euros dans Tessaly.,claim/a231cbff085104052631602c
    Quillon,invests in,Solmar Bank,12000000 EUR,7.5,,done,article/quillon-round,Solmar Bank put 12 million euros into Quillon for 7.5 percent.,claim/8eb29b9d3f73fdf0c1eeab05
*/
var funder = param("funder", "SoftBank");

rows(claims({predicate: relations("gives_money_to"), subject: funder, polarity: "yes"}), {
  target: "object", relation: "predicate", funder: "subject", amount: "amount", share: "share", speakers: "all speaker", statuses: "all standing",
  articles: "all article", quote: "first quote", claims: "all claim"
}, {order: ["-amount", "target", "-share"]});
