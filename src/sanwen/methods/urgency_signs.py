"""What speaks for an emergency, kind by kind, and what around it speaks for or against: as data.

`weight` is what a sign says alone, in log-odds before the surroundings are heard: 3 is a thing that
is an emergency wherever it stands (a house on fire), 0 one that needs a "now", a "many" or a
"blocked" beside it (water is off), below 0 one that is mostly meant otherwise.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sign:
    """One way to say it: a pattern over the text in lower case, simplified, half width."""

    kind: str
    pattern: str
    weight: float
    why: str


# Which numbers help, by kind; the first is the one to call first. 95598 is the electricity company,
# 12395 rescue on water, 12356 somebody to talk to; a gas company's own number is printed on the bill.
NUMBERS: dict[str, tuple[str, ...]] = {
    "fire": ("119", "120"),
    "gas": ("119", "120"),
    "power": ("95598", "120"),
    "collapse": ("119", "110"),
    "falling": ("110", "120"),
    "water": ("119", "110"),
    "drowning": ("12395", "119", "120"),
    "traffic": ("122", "120"),
    "violence": ("110", "120"),
    "missing": ("110",),
    "despair": ("12356", "110"),
    "illness": ("120",),
    "poison": ("120", "12345"),
    "lift": ("119", "110"),
    "cutoff": ("12345",),
    "hunger": ("12345",),
    "deadline": ("12345",),
}

# Words that contain a sign and mean something else. Read first; what they cover is not read again.
NOUNS = (
    r"火车|火锅|火炬|火热|火爆|火葬|火化|恼火|窝火|上火|怒火|灯火|防火|灭火器|消防(?:栓|器材|验收|设施|通道|车道)",
    r"水电(?:工|路|站|费|局|八局)|停水(?:费|通知)|停电通知|停车|停电时间安排",
    r"电梯广告|井盖广告|地质灾害(?:评估|评价)|危房(?:改造|补助|鉴定|指标|资金|补贴|政策)",
    r"爆炸(?:性|式)(?:新闻|增长)|信息爆炸|(?:要求|希望|建议).{0,6}安装.{0,4}(?:报警器|监控)",
    r"救命(?:钱|稻草|恩人|药)|气死|急死|累死|烦死|吵死|热死|冻死|难受死|吓死|穷死|该死|死角|死板|死活",
    r"(?:医疗|工伤|责任|交通)事故(?:鉴定|认定|责任|赔偿|处理|保险)|安全生产事故",
    r"跳楼(?:价|式|大甩卖)|自杀式|打人民|坠落感|一氧化碳检测|危险(?:废物|品运输证)",
)

SIGNS: tuple[Sign, ...] = (
    Sign("fire", r"(?:着|起|失)火|火灾|火情|火势|燃烧起来|烧起来|自燃|冒(?:浓|黑|白)?烟|山火", 1.0, "fire"),
    Sign("gas", r"(?:燃气|煤气|天然气|液化气|管道气)[^，。；！？]{0,8}(?:泄漏|泄露|漏气|漏了|外泄|异味|臭味)|漏气|煤气中毒|一氧化碳中毒|闻到[^，。]{0,6}(?:煤气|燃气|天然气)", 2.0, "gas escaping"),
    Sign("power", r"(?:高压|电|导|裸|火|缆)线?[^，。；！？]{0,10}(?:断落|掉落|垂落|下垂|垂到|裸露|外露|脱落|搭在|拖在|耷拉|掉在|断了|掉下来|打火|冒火|短路)|漏电|触电|电死|电击|电杆[^，。]{0,8}(?:倾斜|倒|断|歪)", 1.5, "live wires"),
    Sign("collapse", r"倒塌|坍塌|垮塌|塌方|塌陷|塌了|崩塌|滑坡|泥石流|(?:墙|房|楼|屋|桥|护坡|堤|山体)[^，。；！？]{0,6}(?:要倒|快倒|快塌|要塌|垮了|倾斜|下沉|开裂严重)|摇摇欲坠|岌岌可危|危楼|(?:成了|已成|成为|属于|变成)危房|[dD]级危房|地陷|路面[^，。]{0,6}(?:塌|下陷|沉陷)", 1.0, "about to fall down"),
    Sign("falling", r"(?:瓷砖|墙皮|外墙|墙砖|玻璃|石块|石头|水泥块|广告牌|招牌|构件|保温层|空调外机)[^，。；！？]{0,10}(?:脱落|掉落|坠落|掉下|砸|松动)|高空抛物|高空坠物|井盖[^，。；！？]{0,10}(?:缺失|丢失|不见|没了|破损|塌|破|坏|松动|被盗|没有)|没有?井盖|无井盖|(?:掉|摔|跌)(?:进|入|到)[^，。]{0,4}(?:井|坑|沟)", 0.7, "things fall, holes gape"),
    Sign("water", r"洪水|山洪|决口|溃坝|溃堤|漫堤|管涌|(?:水|雨水|洪水)[^，。；！？]{0,6}(?:灌进|涌进|倒灌|淹)|被淹|淹没|淹了|内涝|爆管|水管[^，。]{0,4}(?:爆|破裂)", 0.3, "water comes in"),
    Sign("drowning", r"溺水|溺亡|淹死|落水", 1.0, "drowning"),
    Sign("traffic", r"车祸|(?:撞|压|碾)(?:死|伤|倒|飞|到了?人)|交通事故|死亡事故", -0.6, "people hurt on the road"),
    Sign("violence", r"持刀|拿刀|砍人|砍伤|捅|绑架|非法拘禁|限制[^，。]{0,6}人身自由|家暴|殴打|毒打|暴打|打伤|围殴|打人|虐待|性侵|强奸|猥亵|扬言[^，。]{0,8}(?:杀|砍|弄死)|威胁[^，。]{0,8}(?:生命|人身安全)|黑社会[^，。]{0,10}(?:打|砸|闯)|恶犬|狗咬|咬伤|被咬", -0.1, "violence"),
    Sign("missing", r"失踪|走失|走丢|失联|被拐|传销(?:组织|窝点|团伙)", 0.2, "somebody is missing"),
    Sign("despair", r"自杀|轻生|跳楼|跳河|寻短见|不想活|活不下去|了结(?:自己|生命)|结束生命|喝农药|上吊|割腕|同归于尽", 1.2, "somebody may end their life"),
    Sign("illness", r"生命垂危|命悬一线|病危|奄奄一息|危在旦夕|抢救|昏迷|休克|晕倒|昏倒|吐血|大出血|急需[^，。]{0,10}(?:血|手术|救治|抢救)|等着?(?:手术|救命)|救护车", -0.2, "a life in danger"),
    Sign("poison", r"中毒|食物中毒|集体(?:腹泻|呕吐|发烧|生病)|(?:水|井水|自来水)[^，。；！？]{0,8}(?:有毒|发黑|发臭|发黄|异味|浑浊|泥浆)|毒死|氯气|氨气泄漏|疫情|传染病|霍乱|狂犬", 0.0, "poison or infection"),
    Sign("lift", r"(?:困|关)在?[^，。；！？]{0,4}电梯|电梯[^，。；！？]{0,10}(?:困人|被困|关人|坠落|下坠|急坠|掉层|坠梯|滑梯|失控|骤降)|被困", 1.0, "people caught in lifts"),
    Sign("cutoff", r"(?:停|断)(?:了|过)?(?:自来)?水|没有?水(?:用|喝|吃)|(?:一直|又|天天|还)没(?:有)?(?:来)?水|无水可用|用不上水|水都没|滴水|缺水|(?:停|断)(?:了)?电|没有?电(?:用|了)?[，。！ ]|没来电|(?:停|断)(?:了)?(?:燃|煤|天然)?气[，。！了]|没气了|(?:停|断)(?:了)?暖|没有?暖气|暖气[^，。]{0,6}(?:不热|没有|停)|不供暖|没供暖|(?:断|封)(?:了)?路|道路中断|(?:唯一|仅有)[^，。]{0,8}(?:路|通道|出口)[^，。]{0,8}(?:堵|封|断|挖)|出不去|进不来|无法(?:出行|通行|进出)|交通中断|孤岛|断网|没信号", -0.3, "cut off"),
    Sign("hunger", r"断粮|没饭吃|揭不开锅|没有?吃的|无米下锅|饿着", 0.8, "nothing to eat"),
    Sign("deadline", r"(?:今天|明天|后天|今晚|今日|明日|本周[一二三四五六日天]?|这周[一二三四五六日天]?|周[一二三四五六日]|\d{1,2}[日号])[^，。；！？]{0,8}(?:截止|结束|到期|最后一天|开庭|高考|中考|手术|开学|拆|断|停)|最后(?:一天|期限|一次机会)|(?:还剩|只剩|仅剩)(?:下|最后)?[\d一二两三四五六七]+天|(?:马上|眼看|即将|就要|快要)(?:就)?(?:要)?(?:截止|到期|过期|开学|高考|中考|开庭|结束)|截止日期[^，。]{0,4}(?:明|今|快|已|到)|来不及了|过期作废", 0.4, "a deadline"),
)

ENGLISH: tuple[Sign, ...] = (
    Sign("fire", r"\b(?:on fire|caught fire|house fire|burning|smoke coming|sparks?|sparking|wildfire)\b", 1.2, "fire"),
    Sign("gas", r"\bgas (?:leak\w*|smell)|smell(?:s|ed|ing)? (?:of )?gas\b|\bleaking gas\b", 2.2, "gas escaping"),
    Sign("power", r"\b(?:downed|fallen|hanging|exposed|live|loose|low.hanging) (?:power |electric\w* |utility )?(?:wires?|lines?|cables?)|wires? (?:are |is )?(?:down|hanging|exposed|sparking)|electrocut\w*|electric shock", 1.8, "live wires"),
    Sign("collapse", r"\b(?:collaps(?:e|ed|ing)|sink ?hole|landslide|about to fall|cave[ds]? in|leaning badly)\b", 1.2, "about to fall down"),
    Sign("falling", r"\b(?:missing|open|broken|uncovered) (?:manhole|drain|storm drain|grate|sewer)(?: cover)?|manhole cover (?:is )?(?:missing|gone|off|broken)|falling (?:bricks?|debris|branches|tree|limbs?|glass)|tree (?:is )?(?:about to|going to|ready to) fall|limb (?:is )?hanging|hanging (?:limb|branch)", 1.0, "things fall, holes gape"),
    Sign("water", r"\b(?:flooding|flooded|water main (?:break|burst)|burst (?:pipe|main)|main break|hydrant (?:is )?(?:gushing|spewing))", 0.7, "water comes in"),
    Sign("drowning", r"\bdrown(?:ed|ing)\b", 1.4, "drowning"),
    Sign("traffic", r"\b(?:got |been |was )(?:hit|struck|run over) by\b|\bhit by a car\b|(?:traffic|stop) (?:light|sign|signal)s? (?:is |are )?(?:out|down|missing|knocked)|all (?:directions )?green", 0.3, "people hurt on the road"),
    Sign("violence", r"\b(?:gun ?shots?|shooting|stabb\w+|knife|assault\w*|attacked|threaten\w* to kill|domestic violence|beating (?:him|her|me|up)|dog bit)\b", 0.6, "violence"),
    Sign("missing", r"\b(?:missing (?:child|person|boy|girl|man|woman)|kidnap\w*|went missing)\b", 1.4, "somebody is missing"),
    Sign("despair", r"\b(?:suicid\w*|kill myself|end my life|do not want to live|don't want to live|want to die)\b", 2.2, "somebody may end their life"),
    Sign("illness", r"\b(?:unconscious|not breathing|heart attack|collapsed in|overdos\w+|bleeding|ambulance)\b", 0.8, "a life in danger"),
    Sign("poison", r"\b(?:food poisoning|poisoned|toxic (?:smell|fumes|gas|spill)|chemical (?:spill|smell)|carbon monoxide|brown water|sewage (?:is )?(?:backing|coming|overflow\w*))", 0.8, "poison or infection"),
    Sign("lift", r"\b(?:trapped|stuck) in (?:the |a |an )?(?:lift|elevator)|lift (?:dropped|fell)", 1.6, "people caught in lifts"),
    Sign("cutoff", r"\b(?:no|without|out of) (?:running |hot |drinking )?(?:water|power|electricity|gas|heat|heating)\b|(?:water|power|electricity|gas|heating) (?:has been |is |was |went )?(?:cut|cut off|shut off|out|off)\b|\b(?:power|water) outage|road (?:is )?(?:impassable|cut off|washed out)", 0.2, "cut off"),
    Sign("hunger", r"\b(?:nothing to eat|no food (?:left|at home)|starving)\b", 1.2, "nothing to eat"),
    Sign("deadline", r"\b(?:deadline|closes?|ends?|expires?|due|last day)\b[^.;!?]{0,20}\b(?:today|tonight|tomorrow|this (?:week|friday|monday))|\b(?:today|tomorrow) is the (?:last day|deadline)|(?:only )?\w+ days? left", 0.8, "a deadline"),
)

# What stands around a sign. `near` is read in the sign's own clause, `before` in what its sentence
# said up to it and in the clause itself, `anywhere` in the whole message.
NOT_REAL = r"如果|假如|假设|要是|万一|一旦|倘若|若(?:是|发生|出现|有|不|遇)|遇(?:到|上)?火|容易|极易|易(?:发生|引发|造成|导致)|可能|恐怕|会不会|以防|防止|避免|预防|防范|谨防|担心|害怕|生怕|怕|迟早|难道|等到|非要|才会|将(?:会|来)|导致[^，。]{0,4}隐患|假使|试想|有朝一日|\b(?:if|in case|could|might|may|would|prevent|avoid|risk of|before (?:someone|somebody)|someone will|will be|waiting to happen)\b"
PAST = r"去年|前年|大前年|曾经|曾|以前|从前|当年|当时|早年|(?:十几|几十|多|[一二三四五六七八九十\d]+)年前|上次|(?:19|20)\d\d年|那年|已(?:经)?(?:修好|修复|恢复|解决|扑灭|处理好|救出|脱险)|\b(?:last year|years? ago|used to|once|in (?:19|20)\d\d|has been (?:fixed|restored))\b"
NEGATED = r"(?:没有|没|未|无|不|从未|并未|不曾|没发生|未发生|杜绝|禁止|严禁|消除)[^，。；]{0,3}$|\b(?:no|not|never|without)\s(?:\w+\s)?$"
NOW = r"正在|现在|目前|此刻|至今|到今天|今天|今早|今晨|今晚|今日|昨天|昨晚|昨日|昨夜|刚刚|刚才|连续|持续|整整|已经?(?:[\d一二两三四五六七八九十几多半]+)(?:多|个)?(?:天|小时|个小时|晚|夜)|[\d一二两三四五六七八九十几半]+(?:多)?(?:天|个小时|小时|周|个星期)(?:了|没|都|还)|仍|还没|尚未|随时|每天都|天天|又(?:停|断|塌|漏|起火|着火)|\b(?:now|right now|currently|since (?:last night|yesterday|this morning|monday|tuesday|wednesday|thursday|friday|saturday|sunday)|still|tonight|today|this morning|yesterday|at the moment|for (?:\w+ )?(?:hours|days)|any (?:minute|moment))\b"
MANY = r"全村|全(?:小区|镇|乡|校|组|楼|体)|整个(?:小区|村|镇|乡|楼)|整(?:栋|条|片)|[\d一二两三四五六七八九十百千万几数多]+(?:余|多)?(?:户|人|家|名|个家庭|栋|位)|家家户户|(?:业主|居民|村民|住户|学生|老百姓)们|许多人|老人[^，。]{0,4}(?:小孩|孩子)|\b(?:whole|entire|all of us|everyone|families|households|residents|the village|our building|neighbou?rhood)\b"
WORSE = r"死亡|死了|受伤|伤亡|人命|砸(?:到|中|伤|坏)|摔伤|重伤|送(?:往|到)?医院|住院|抢救|命悬|丧生|身亡|危及生命|\b(?:injured|hurt|died|killed|hospital|dangerous)\b"
SUGGESTS = r"建议|咨询|请问|规划|政策|希望[^，。]{0,10}(?:公园|地铁|学校)|设想|提案|\b(?:suggest\w*|propos\w*|policy|how do i)\b"
MONEY = r"赔偿|补偿|工资|退款|欠款|利息|合同|诉讼|法院|判决|仲裁|社保|退休|拆迁|征收|集资|举报|贪污|学区|\b(?:compensation|refund|contract|court|wages)\b"
