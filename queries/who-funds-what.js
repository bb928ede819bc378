/*
name: who-funds-what
title: {en: Who funds what, fr: Qui finance quoi}
help:
  en: Every funder with everything it funds; the sums that the articles give, and how many claims and articles say so.
  fr: Chaque financeur avec tout ce qu'il finance ; les sommes que donnent les articles, et combien d'affirmations et d'articles le disent.
relations: [gives_money_to]
columns:
  - {name: funder, kind: entity, title: {en: funder, fr: financeur}}
  - {name: target, kind: entity, title: {en: target, fr: cible}}
  - {name: amounts, kind: amount, title: {en: amounts, fr: montants}}
  - {name: speakers, kind: entity, title: {en: said by, fr: selon}}
  - {name: statuses, kind: text, title: {en: status, fr: statut}}
  - {name: claims, kind: number, title: {en: claims, fr: affirmations}}
  - {name: articles, kind: number, title: {en: articles, fr: articles}}
edges: {from: funder, to: target, label: amounts}
example:
  output: |
    funder,target,amounts,speakers,statuses,claims,articles
    Trinova,Project Meridian,at_least 2000000000 USD,Ada Merrow,planned,1,1
    Solmar Bank,Project Meridian,500000000 EUR,,planned,1,1
    Solmar Bank,Tessaly,30000000 EUR,,done,1,1
    Verdane Capital,Quillon,at_most 20000000 USD,Corin Vale,done; planned,2,2
    Solmar Bank,Quillon,12000000 EUR,,done,1,1
    Larrowby Partners,Quillon,,,done,1,1
    Larrowby Partners,Tessaly,,,reported,1,1
*/
rows(claims({predicate: relations("gives_money_to"), polarity: "yes"}), {
  funder: "subject", target: "object", amounts: "all amount", speakers: "all speaker",
  statuses: "all standing", claims: "count", articles: "count article"
}, {order: ["-amounts", "funder", "target"]});
