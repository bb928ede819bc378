/*
name: disputes
title: {en: Who contests what and who answers, fr: Qui conteste quoi et qui répond}
help:
  en: Who contests something about the target or one of its aspects, who denies a statement about it, who answers them in the same article, and who stands by it. Without a target, all contests and denials.
  fr: Qui conteste quelque chose de la cible ou d'un de ses aspects, qui dément une affirmation à son sujet, qui leur répond dans le même article et qui la défend. Sans cible, toutes les contestations et tous les démentis.
params:
  - {name: target, type: entity, optional: true, title: {en: who or what is contested, fr: qui ou ce qui est contesté}}
relations: [disputes, supports]
columns:
  - {name: part, kind: text, title: {en: part, fr: rôle}}
  - {name: who, kind: entity, title: {en: who, fr: qui}}
  - {name: relation, kind: relation, title: {en: how, fr: comment}}
  - {name: what, kind: entity, title: {en: what, fr: quoi}}
  - {name: amount, kind: amount, title: {en: amount, fr: montant}}
  - {name: speaker, kind: entity, title: {en: said by, fr: selon}}
  - {name: status, kind: text, title: {en: status, fr: statut}}
  - {name: articles, kind: article, title: {en: articles, fr: articles}}
  - {name: quote, kind: quote, title: {en: quote, fr: citation}}
  - {name: claims, kind: claim, title: {en: claims, fr: affirmations}}
edges: {from: who, to: what, label: part}
example:
  args: [Project Meridian]
  output: |
    part,who,relation,what,amount,speaker,status,articles,quote,claims
    contests,Corin Vale,disputes,Project Meridian funding,,,done,article/meridian-doutes,Corin Vale conteste le financement du projet Méridien.,claim/b697ec63ebdbde6c162c9f27
    denied,Trinova,invests in,Project Meridian,at_least 2000000000 USD,Corin Vale,denied,article/meridian-doutes,"« Trinova n'a pas ces 2 milliards de dollars », affirme Corin Vale.",claim/1c32e763a898aea502ebf405
    answers,Ada Merrow,disputes,Corin Vale,,,done,article/meridian-doutes,Ada Merrow lui répond que c'est faux.,claim/8c7bd8a568b00a5195870ef0
    supports,Ada Merrow,supports,Project Meridian,,,done,article/meridian-doutes,Ada Merrow défend le projet Méridien.,claim/ec62ca6f9b96782fe3658e97
*/
var target = param("target", null);

function show(part, list) {
  rows(list, {
    part: "=" + part, who: "subject", relation: "predicate", what: "object", amount: "amount", speaker: "speaker",
    status: "standing", articles: "all article", quote: "first quote", claims: "all claim"
  }, {order: ["who", "what", "relation", "speaker"]});
}

if (!target) {
  show("contests", claims({predicate: relations("disputes"), polarity: "yes"}));
  show("denied", claims({polarity: "no"}));
} else {
  var about = topics(target);
  var contests = claims({predicate: relations("disputes"), object: about, polarity: "yes"});
  var denials = claims({subject: about, polarity: "no"});
  var denied = claims({object: about, polarity: "no"});
  show("contests", contests);
  show("denied", denials);
  show("denied", denied);

  // An answer is a dispute with someone who contests, in an article that speaks of the target.
  var contesters = {};
  contests.forEach(function(c) { contesters[c.subject] = true; });
  [denials, denied].forEach(function(list) {
    list.forEach(function(c) { if (c.speaker) contesters[c.speaker] = true; });
  });
  var who = Object.keys(contesters).sort().filter(function(id) { return about.indexOf(id) < 0; });
  if (who.length > 0) {
    var answers = claims({predicate: relations("disputes"), object: who, polarity: "yes"});
    var articles = values(answers, "article");
    var same = values([claims({article: articles, subject: about}), claims({article: articles, object: about})], "article");
    show("answers", claims({predicate: relations("disputes"), object: who, polarity: "yes", article: same}));
  }
  show("supports", claims({predicate: relations("supports"), object: about, polarity: "yes"}));
}
