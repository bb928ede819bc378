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
    amount,subject,relation,object,speaker,status,date,horizon,articles,quote,claims
    5000000000..6000000000 USD,Project Meridian,has the budget,,,reported,2031-03-05,,article/meridian-doutes,Le projet coûterait plutôt de 5 à 6 milliards de dollars.,claim/3467f8f80bd06a1670543a39
    4000000000 USD,Project Meridian,has the budget,,Ada Merrow,planned,2031-03-04,P5Y,article/meridian-launch,"""It will cost $4 billion over five years,"" Ada Merrow said.",claim/c9f38a601909abd2c39b96a8
    at_least 2000000000 USD,Trinova,invests in,Project Meridian,Ada Merrow,planned,2031-03-04,,article/meridian-launch,Ada Merrow said Trinova would put at least $2 billion into Project Meridian.,claim/1ce53c86fbded90b71874a42
    at_least 2000000000 USD,Trinova,invests in,Project Meridian,Corin Vale,denied,2031-03-05,,article/meridian-doutes,"« Trinova n'a pas ces 2 milliards de dollars », affirme Corin Vale.",claim/1c32e763a898aea502ebf405
    500000000 EUR,Solmar Bank,funds,Project Meridian,,planned,2031-03-04,,article/meridian-launch,Solmar Bank will lend Project Meridian 500 million euros.,claim/f7baffff8af7eeec96f85493
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
