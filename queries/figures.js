/*
name: figures
title: {en: Every figure said about it, fr: Tous les chiffres dits à son sujet}
help:
  en: Every sum that the articles give about the entity, the greatest first, side by side with who says it, how firmly and where; what is denied too.
  fr: Toutes les sommes que les articles donnent sur l'entité, de la plus grande à la plus petite, avec qui le dit, avec quelle fermeté et où ; ce qui est démenti aussi.
params:
  - {name: entity, type: entity, title: {en: who or what the figures are about, fr: de qui ou de quoi parlent les chiffres}}
columns:
  - {name: amount, kind: amount, title: {en: amount, fr: montant}}
  - {name: subject, kind: entity, title: {en: who, fr: qui}}
  - {name: relation, kind: relation, title: {en: what, fr: quoi}}
  - {name: object, kind: entity, title: {en: whom, fr: à qui}}
  - {name: speaker, kind: entity, title: {en: said by, fr: selon}}
  - {name: status, kind: text, title: {en: status, fr: statut}}
  - {name: date, kind: date, title: {en: date, fr: date}}
  - {name: horizon, kind: text, title: {en: horizon, fr: horizon}}
  - {name: articles, kind: article, title: {en: articles, fr: articles}}
  - {name: quote, kind: quote, title: {en: quote, fr: citation}}
  - {name: claims, kind: claim, title: {en: claims, fr: affirmations}}
example:
  args: [Project Meridian]
  output: |
    TODO
*/
var about = topics(param("entity", "Stargate"));
var seen = {};
var list = [];

[claims({subject: about}), claims({object: about})].forEach(function(found) {
  found.forEach(function(c) {
    if (c.amount && !seen[c.claim]) {
      seen[c.claim] = true;
      list.push(c);
    }
  });
});

rows(list, {
  amount: "amount", subject: "subject", relation: "predicate", object: "object", speaker: "speaker", status: "standing",
  date: "date", horizon: "horizon", articles: "all article", quote: "first quote", claims: "all claim"
}, {order: ["-amount", "relation", "subject", "object", "date", "speaker"]});
