"""The words of the map's page, in both languages: the page is made without Django."""

ENGLISH = {
    "lang": "en",
    "title": "Opinion map",
    "turnout": "{voted} people took part with {votes} votes; {placed} voted on at least {needed} "
    "statements and have a place on the map. Half of those who voted cast {median} votes or fewer.",
    "self_chosen": "They came by their own choice: nothing follows for those who did not.",
    "no_groups": "No groups: votes dealt by chance hang together as much as these (p = {p:.2f}).",
    "groups": "{k} groups. Votes dealt by chance hang together as much in p = {p:.2f} of cases.",
    "stability": "Without a tenth of the people or votes the groups agree to {overall:.2f} "
    "(1: the same).",
    "continuum": "That is not stable: read the map as a field of opinion, not as sides.",
    "map": "Where people stand. Each circle is a part of the map with at least {least} people, "
    "the larger the more; {hidden} people stand where there are fewer and are not drawn.",
    "group": "Group {letter}: {size} people",
    "core": "{core} of them stay in it whatever tenth is left out.",
    "all": "All",
    "unites": "What unites all",
    "divides": "What divides",
    "sets_apart": "What sets it apart",
    "statement": "Statement",
    "agree": "agree",
    "disagree": "disagree",
    "pass": "pass",
    "here": "Here",
    "others": "Others",
    "everybody": "Everybody",
    "against": "Opposed",
    "least": "Least support in a group",
    "nothing": "Nothing that could be told from chance.",
    "votes": "All statements",
    "few": "fewer than {least}",
    "key": "Shares of those who saw a statement, with 95 % intervals; a pass is neither.",
}
CHINESE = {
    "lang": "zh-Hans",
    "title": "观点地图",
    "turnout": "{voted} 人参与，表态 {votes} 次；其中 {placed} 人表态不少于 {needed} 条，"
    "在图上有位置。参与者中一半的人表态不超过 {median} 次。",
    "self_chosen": "参与者都是自愿前来的，不能据此推断没有参与的人怎么想。",
    "no_groups": "没有分群：随机打乱的表态也会这样相互关联（p = {p:.2f}）。",
    "groups": "{k} 个群体。随机打乱后关联同样强的情形占 p = {p:.2f}。",
    "stability": "去掉十分之一的人或表态后，分群的一致程度为 {overall:.2f}（1 为完全相同）。",
    "continuum": "这样的分群不稳定：请把它看作一片连续的观点，不要看作几派。",
    "map": "人们的位置。每个圆代表图上至少 {least} 人的一处，人越多圆越大；另有 {hidden} 人所在之处"
    "不足此数，没有画出。",
    "group": "{letter} 群：{size} 人",
    "core": "其中 {core} 人无论去掉哪十分之一都在本群。",
    "all": "全体",
    "unites": "大家的共识",
    "divides": "分歧所在",
    "sets_apart": "本群的特点",
    "statement": "观点",
    "agree": "赞成",
    "disagree": "不赞成",
    "pass": "略过",
    "here": "本群",
    "others": "其他人",
    "everybody": "全体",
    "against": "反对",
    "least": "支持最少的群",
    "nothing": "没有能与偶然区分开的。",
    "votes": "全部观点",
    "few": "不足 {least} 人",
    "key": "占看到该观点的人的比例，附 95% 区间；略过既不算赞成也不算不赞成。",
}


def words(language: str) -> dict[str, str]:
    return CHINESE if language.startswith("zh") else ENGLISH
