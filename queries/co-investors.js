/*
name: co-investors
title: {en: Who funds the same things, fr: Qui finance les mêmes choses}
help:
  en: Who else gives money to what the entity gives money to, with the sums of both.
  fr: Qui d'autre donne de l'argent à ce que finance l'entité, avec les sommes des deux.
params:
  - {name: entity, type: entity, title: {en: whose co-investors, fr: de qui}}
relations: [gives_money_to]
columns:
  - {name: investor, kind: entity, title: {en: co-investor, fr: co-investisseur}}
  - {name: target, kind: entity, title: {en: in what, fr: dans quoi}}
  - {name: amounts, kind: amount, title: {en: their sums, fr: leurs sommes}}
  - {name: own, kind: amount, title: {en: its own sums, fr: ses propres sommes}}
  - {name: speakers, kind: entity, title: {en: said by, fr: selon}}
  - {name: statuses, kind: text, title: {en: status, fr: statut}}
  - {name: articles, kind: article, title: {en: articles, fr: articles}}
  - {name: claims, kind: claim, title: {en: claims, fr: affirmations}}
edges: {from: investor, to: target, label: amounts}
example:
  args: [Solmar]
  output: |
    investor,target,amounts,own,speakers,statuses,articles,claims
    Larrowby Partners,Quillon,,12000000 EUR,,done,article/quillon-round,claim/a8b71874968686b39ee46c36
    Larrowby Partners,Tessaly,,30000000 EUR,,reported,article/tessaly-argent,claim/a1a58ffff36af34078444856
    Trinova,Project Meridian,at_least 2000000000 USD,500000000 EUR,Ada Merrow,planned,article/meridian-launch,claim/1ce53c86fbded90b71874a42
    Verdane Capital,Quillon,at_most 20000000 USD,12000000 EUR,Corin Vale,done; planned,article/quillon-round; article/tessaly-argent,claim/10343bd678a72e7eb77a5e07; claim/23bcb9841b368943991e41b8
*/
var entity = param("entity", "SoftBank");
var gives = relations("gives_money_to");
var own = claims({predicate: gives, subject: entity, polarity: "yes"});
var all = claims({predicate: gives, object: values(own, "object"), polarity: "yes"});

rows(without(all, {subject: entity}), {
  investor: "subject", target: "object", amounts: "all amount", own: {of: own, all: "amount", where: "object", is: "target"},
  speakers: "all speaker", statuses: "all standing", articles: "all article", claims: "all claim"
}, {order: ["investor", "target"]});
