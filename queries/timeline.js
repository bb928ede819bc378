/*
name: timeline
title: {en: What happened when, fr: Ce qui s'est passé et quand}
help:
  en: The claims about the entity by date, that which they give or else that of their article.
  fr: Les affirmations sur l'entité par date, celle qu'elles donnent ou, à défaut, celle de leur article.
params:
  - {name: entity, type: entity, title: {en: whose timeline, fr: de qui ou de quoi}}
columns:
  - {name: date, kind: date, title: {en: date, fr: date}}
  - {name: subject, kind: entity, title: {en: who, fr: qui}}
  - {name: relation, kind: relation, title: {en: what, fr: quoi}}
  - {name: object, kind: entity, title: {en: whom, fr: à qui}}
  - {name: amount, kind: amount, title: {en: amount, fr: montant}}
  - {name: speaker, kind: entity, title: {en: said by, fr: selon}}
  - {name: status, kind: text, title: {en: status, fr: statut}}
  - {name: articles, kind: article, title: {en: articles, fr: articles}}
  - {name: quote, kind: quote, title: {en: quote, fr: citation}}
  - {name: claims, kind: claim, title: {en: claims, fr: affirmations}}
example:
  args: [Quillon]
  output: |
    date,subject,relation,object,amount,speaker,status,articles,quote,claims
    2031-01-20,Tessaly,competes with,Quillon,,,done,article/tessaly-argent,Tessaly est la rivale de Quillon.,claim/75fbc9fdda732e2c51401d69
    2031-01-20,Verdane Capital,invests in,Quillon,at_most 20000000 USD,Corin Vale,done,article/tessaly-argent,Corin Vale rappelle que Verdane Capital investit jusqu'à 20 millions de dollars dans Quillon.,claim/23bcb9841b368943991e41b8
    2031-01-20,Quillon,partners with,Trinova,,,planned,article/tessaly-argent,Quillon et Trinova vont s'associer.,claim/b164f665803fec09857b61fd
    2031-02,Quillon,raises,,80000000 USD,,done,article/quillon-round,Quillon has raised $80 million.,claim/d2a93b6020dd6acf165b2038
    2031-02-11,Quillon,competes with,Tessaly,,,done,article/quillon-round,Quillon competes with Tessaly.,claim/12cb0c754fc991ad16d7c9f4
    2031-02-11,Larrowby Partners,invests in,Quillon,,,done,article/quillon-round,Larrowby Partners took part in Quillon's round.,claim/a8b71874968686b39ee46c36
    2031-02-11,Solmar Bank,invests in,Quillon,12000000 EUR,,done,article/quillon-round,Solmar Bank put 12 million euros into Quillon for 7.5 percent.,claim/8eb29b9d3f73fdf0c1eeab05
    2031-02-11,Verdane Capital,invests in,Quillon,at_most 20000000 USD,,planned,article/quillon-round,Verdane Capital will invest up to $20 million in Quillon.,claim/10343bd678a72e7eb77a5e07
    2031-02-11,Théo Brac,leads,Quillon,,,done,article/quillon-round,"Théo Brac, founder and chief executive of Quillon, declined to comment.",claim/f54e77560b3c49f300c3fe36
    2031-02-11,Quillon,is valued at,,about 900000000 USD,,reported,article/quillon-round,Quillon is said to be worth about $900 million.,claim/21023926c0d7c4a47408dc2a
*/
var about = topics(param("entity", "Stargate"));
var seen = {};
var list = [];

[claims({subject: about}), claims({object: about})].forEach(function(found) {
  found.forEach(function(c) {
    if (!seen[c.claim]) {
      seen[c.claim] = true;
      list.push(c);
    }
  });
});

rows(list, {
  date: "date", subject: "subject", relation: "predicate", object: "object", amount: "amount", speaker: "speaker",
  status: "standing", articles: "all article", quote: "first quote", claims: "all claim"
}, {order: ["date", "relation", "subject", "object", "-amount", "speaker"]});
