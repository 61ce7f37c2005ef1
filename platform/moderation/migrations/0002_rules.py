"""The rules the house starts with, few and plain; from here on staff edit them in the admin.

Contact details are how a reader is led off the site before they are cheated, so they wait for a person below level 5.
Links beyond what a level allows wait too. The word lists hold what is never said in passing: trading in likes and
followers, gambling, loans without checks, and cures nobody can promise. What is only rude is left to readers' reports.
"""

from django.db import migrations

RULES = [
    {
        "name": "Contact details",
        "kind": "contact",
        "phrases": "",
        "exempt_from_level": 5,
        "action": "hold",
        "sentence_en": "Your note holds a phone number or messenger name. A person will look at it first.",
        "sentence_zh": "笔记里有电话或聊天账号，我们先请同事看一眼。",
    },
    {
        "name": "Many links",
        "kind": "links",
        "phrases": "",
        "exempt_from_level": 11,
        "action": "hold",
        "sentence_en": "Your note holds more links than your level allows. A person will look at it first.",
        "sentence_zh": "笔记里的链接超过了你当前等级的数量，我们先请同事看一眼。",
    },
    {
        "name": "Bought likes and followers",
        "kind": "words",
        "phrases": "buy followers\nbuy likes\nfollow for follow\n互粉\n刷赞\n买粉丝\n涨粉套餐",
        "exempt_from_level": 11,
        "action": "refuse",
        "sentence_en": "Likes and followers are neither bought nor traded here.",
        "sentence_zh": "这里不买卖、不互换点赞和粉丝。",
    },
    {
        "name": "Gambling",
        "kind": "words",
        "phrases": "online casino\nbetting bonus\n网上赌场\n博彩平台\n百家乐\n稳赚不赔",
        "exempt_from_level": 11,
        "action": "refuse",
        "sentence_en": "Gambling is not advertised here.",
        "sentence_zh": "这里不能为赌博做宣传。",
    },
    {
        "name": "Loans without checks",
        "kind": "words",
        "phrases": "no credit check loan\ninstant cash loan\n无抵押秒批\n裸贷\n校园贷",
        "exempt_from_level": 11,
        "action": "refuse",
        "sentence_en": "Loans are not advertised here.",
        "sentence_zh": "这里不能为贷款做宣传。",
    },
    {
        "name": "Promised cures",
        "kind": "words",
        "phrases": "cures cancer\ncures diabetes\nmiracle cure\n包治百病\n根治糖尿病\n抗癌神药",
        "exempt_from_level": 8,
        "action": "hold",
        "sentence_en": "Your note promises a cure. A person will look at it first.",
        "sentence_zh": "笔记里有关于疗效的承诺，我们先请同事看一眼。",
    },
]


def add(apps, schema_editor):
    Rule = apps.get_model("moderation", "Rule")
    if not Rule.objects.exists():
        Rule.objects.bulk_create([Rule(**rule) for rule in RULES])


class Migration(migrations.Migration):
    dependencies = [("moderation", "0001_initial")]
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
