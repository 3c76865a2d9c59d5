"""Words that people write in their sheets for what we call otherwise: headers, yes and no, steps of a ladder.

In the four languages of the interface, and what is common elsewhere. All in the form of `plain`.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache

from skillmatrix.text import name_key

_LONGEST = 120  # characters of a header

_HEADERS: Mapping[str, str] = {
    "domain": (
        "domain; area; category; competency area; skill area; skill category; pillar; "
        "domäne; bereich; kategorie; themenbereich; kompetenzbereich; kompetenzfeld; "
        "dominio; área; categoría; ámbito; área de competencia; "
        "领域; 类别; 分类; 大类; 技能领域"
    ),
    "group": (
        "group; skill group; subcategory; sub category; cluster; subdomain; "
        "gruppe; skillgruppe; untergruppe; unterkategorie; themengruppe; "
        "grupo; subcategoría; grupo de habilidades; subdominio; "
        "分组; 组; 小类; 子类; 技能组"
    ),
    "skill": (
        "skill; skills; skill name; competency; competencies; competence; capability; ability; "
        "fähigkeit; fähigkeiten; faehigkeit; kompetenz; kompetenzen; fertigkeit; kenntnisse; "
        "habilidad; habilidades; competencia; competencias; capacidad; "
        "技能; 能力; 技能名称; 能力项"
    ),
    "role": (
        "role; job; job role; job profile; position; profession; "
        "rolle; stelle; jobprofil; beruf; funktion; stellenprofil; "
        "rol; puesto; cargo; perfil; posición; "
        "角色; 岗位; 职位; 职务"
    ),
    "family": (
        "family; role family; job family; "
        "familie; rollenfamilie; jobfamilie; stellenfamilie; "
        "familia; familia de roles; familia de puestos; "
        "角色族; 职族; 岗位族; 职位族"
    ),
    "level": (
        "level; seniority; seniority level; grade; career level; job level; "
        "stufe; karrierestufe; seniorität; erfahrungsstufe; "
        "nivel; grado; nivel de carrera; antigüedad; "
        "级别; 职级; 层级"
    ),
    "proficiency": (
        "proficiency; proficiency level; depth; mastery; skill level; "
        "tiefe; ausprägung; kompetenzgrad; kenntnisstand; beherrschung; "
        "profundidad; nivel de dominio; grado de dominio; maestría; "
        "熟练度; 熟练程度; 掌握程度"
    ),
    "required": (
        "required; is required; mandatory; must have; must; obligatory; "
        "pflicht; erforderlich; verpflichtend; muss; notwendig; "
        "obligatorio; obligatoria; requerido; requerida; necesario; "
        "必要; 必须; 必需; 必备; 是否必要; 是否必须"
    ),
    "description": (
        "description; expectation; expectations; expected behaviour; expected behavior; behaviours; "
        "behaviors; what is expected; "
        "beschreibung; erwartung; erwartungen; erwartetes verhalten; "
        "descripción; expectativa; expectativas; comportamiento esperado; "
        "描述; 期望; 说明; 行为描述; 期望描述"
    ),
    "slug": "slug; adresse; dirección; 地址",
    "name": "name; bezeichnung; nombre; 名称; 名字",
    "summary": "summary; zusammenfassung; kurzbeschreibung; resumen; 摘要; 概述",
    "rank": "rank; order; rang; reihenfolge; rango; orden; 排序; 次序; 顺序",
    "letter": "letter; buchstabe; kürzel; letra; 字母",
    "title": "title; job title; titel; stellentitel; título; 头衔; 职称",
    "focus": "focus; fokus; schwerpunkt; enfoque; foco; 重点",
    "stack": "stack; technology stack; tech stack; technologie stack; technologien; tecnologías; 技术栈",
    "leads_to": "leads to; may lead to; führt zu; kann führen zu; lleva a; puede llevar a; 通向; 可发展为",
}

_YES = (
    "yes; y; true; 1; x; ✓; ✔; ●; required; mandatory; must; must have; "
    "ja; j; wahr; pflicht; muss; erforderlich; "
    "sí; s; verdadero; obligatorio; obligatoria; requerido; 是; 对; 真; 必要; 必须; 必需"
)
_NO = (
    "no; n; false; 0; -; –; ○; optional; nice to have; nein; falsch; kann; "
    "falso; opcional; 否; 不; 假; 可选; 非必要"
)

_LADDER = re.compile(
    r"""(?: trainee | intern | graduate | entry(?:\ level)? | associate
      | junior | jr | mid | middle | mid\ ?level | intermediate | regular | medior | professional
      | senior | sr | staff | senior\ staff | lead | tech\ lead | team\ lead | principal
      | distinguished | fellow
      | einsteiger | berufseinsteiger | leitend | leitung | praktikant
      | becario | practicas | semisenior | semi\ senior | lider | principiante
      | (?:l|ic|m|p|t|e|g|ic\ |level\ |grade\ |stufe\ |nivel\ |grado\ |karrierestufe\ ) \d{1,2}
      | 实习 | 实习生 | 初级 | 中级 | 高级 | 资深 | 主管 | 负责人 | 首席 | 专家 | [a-z]?\d{1,2}级
    )""",
    re.VERBOSE,
)
_TABS = re.compile(
    r"(?:sheet|tabelle|tabellenblatt|hoja|工作表|table|blatt|foglio|feuil)[ _-]*\d*|export|data|daten|datos"
)


def plain(text: str) -> str:
    """`text` as headers are compared: `name_key` without accents and signs around and between words.

    What is too long to be a header, as the texts of a large sheet are, is not looked at.
    """
    return _bare(text) if len(text) <= _LONGEST else text


@lru_cache(maxsize=4_096)
def _bare(text: str) -> str:
    bare = "".join(
        sign for sign in unicodedata.normalize("NFKD", name_key(text)) if not unicodedata.combining(sign)
    )
    return " ".join(re.sub(r"[\s_/\-–—]+", " ", bare).strip(" *:?#.").split())


def _listed(words: str) -> Iterable[str]:
    return (word.strip() for word in words.split(";"))


HEADERS: Mapping[str, str] = {
    plain(word): column for column, words in _HEADERS.items() for word in _listed(words)
}
"""What a header says, as `plain`, -> the column that it means."""

YES_NO: Mapping[str, bool] = {
    **{name_key(word): True for word in _listed(_YES)},
    **{name_key(word): False for word in _listed(_NO)},
    "si": True,
}
"""What a cell of kind YES_NO may say, as `name_key`. A blank one says nothing, which reads as no."""


def is_step_of_a_ladder(text: str) -> bool:
    """Whether `text` is a usual name for a level: Junior, L3, Stufe 2, 高级."""
    return bool(_LADDER.fullmatch(plain(text)))


def says_nothing(tab: str) -> bool:
    """Whether a tab's name is only what a spreadsheet program calls a new one."""
    return not plain(tab) or bool(_TABS.fullmatch(plain(tab)))
