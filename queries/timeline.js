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
    TODO
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
