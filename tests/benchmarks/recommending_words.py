# ruff: noqa: E501
"""What people of an invented event type: subjects, each as somebody of each language might put it.

Written as people write, not as any list of ours has it: some of it no list will know. The first twenty are topics of the
event, with labels in English and Lithuanian; the others come up in own words only.
"""

from __future__ import annotations

LANGUAGES = ("en", "lt", "lv", "et", "pl", "de", "fr", "es", "it", "uk")

# One subject a row, a phrase for each of LANGUAGES; ";" parts ways of putting it.
SUBJECTS = (
    "supply chains;resilient supply chain|tiekimo grandinės;tiekimo grandinių valdymas|piegādes ķēdes|tarneahelad|łańcuchy dostaw|Lieferketten|chaînes d'approvisionnement|cadenas de suministro|catene di fornitura|ланцюги постачання",
    "agri-food;farm products|žemės ūkis ir maistas;ūkių produkcija|lauksaimniecība un pārtika|põllumajandus ja toit|rolnictwo i żywność|Agrar und Lebensmittel|agroalimentaire|agroalimentario|agroalimentare|сільське господарство",
    "food export;exporting our food|maisto eksportas;maisto produktų eksportui|pārtikas eksports|toidu eksport|eksport żywności|Lebensmittelexport|exportation alimentaire|exportación de alimentos|export alimentare|експорт продуктів харчування",
    "digital transition;digitalisation of SMEs|skaitmeninė pertvarka;skaitmenizavimas|digitālā pāreja|digipööre|transformacja cyfrowa|digitaler Wandel|transition numérique|transición digital|transizione digitale|цифрова трансформація",
    "green transition;going green|žalioji pertvarka;žaliasis kursas|zaļā pāreja|rohepööre|zielona transformacja|grüner Wandel|transition verte|transición ecológica|transizione verde|зелений перехід",
    "laser micromachining;femtosecond lasers|lazerinis mikroapdirbimas;lazeriai|lāzera mikroapstrāde|laser-mikrotöötlus|mikroobróbka laserowa|Laser-Mikrobearbeitung|micro-usinage laser|micromecanizado láser|microlavorazione laser|лазерна мікрообробка",
    "innovation policy|inovacijų politika|inovāciju politika|innovatsioonipoliitika|polityka innowacyjna|Innovationspolitik|politique d'innovation|política de innovación|politica dell'innovazione|інноваційна політика",
    "cluster management|klasterių valdymas;klasterio vadyba|klasteru vadība|klastrite juhtimine|zarządzanie klastrem|Clustermanagement|gestion de clusters|gestión de clústeres|gestione di cluster|управління кластерами",
    "packaging;food packs|pakuotės;pakavimo sprendimai|iepakojums|pakendid|opakowania|Verpackungen|emballages|envases|imballaggi|упаковка",
    "logistics;warehousing and delivery|logistika;sandėliavimas|loģistika|logistika ja ladu|logistyka|Logistik|logistique|logística|logistica|логістика",
    "cold chain;refrigerated transport|šaldymo grandinė;šaldytų produktų vežimas|aukstuma ķēde|külmaahel|łańcuch chłodniczy|Kühlkette|chaîne du froid|cadena de frío|catena del freddo|холодовий ланцюг",
    "food safety;HACCP|maisto sauga|pārtikas drošība|toiduohutus|bezpieczeństwo żywności|Lebensmittelsicherheit|sécurité des aliments|seguridad alimentaria|sicurezza alimentare|безпека харчових продуктів",
    "bio-based materials;biomaterials|biologinės medžiagos;biomedžiagos|biomateriāli|biomaterjalid|biomateriały|Biowerkstoffe|matériaux biosourcés|biomateriales|biomateriali|біоматеріали",
    "automation;robots in production|automatizavimas;gamybos robotai|automatizācija|automatiseerimine|automatyzacja|Automatisierung|automatisation|automatización|automazione|автоматизація",
    "renewable energy;solar parks|atsinaujinanti energetika;saulės elektrinės|atjaunojamā enerģija|taastuvenergia|energia odnawialna|erneuerbare Energien|énergies renouvelables|energías renovables|energie rinnovabili|відновлювана енергетика",
    "finance;bank loans|finansavimas;paskolos|finansējums|rahastus|finansowanie|Finanzierung|financement|financiación|finanziamenti|фінансування",
    "skills and training;courses for staff|įgūdžiai ir mokymai;darbuotojų mokymas|prasmes un apmācība|oskused ja koolitus|szkolenia pracowników|Schulungen|formation du personnel|formación de empleados|formazione del personale|навчання персоналу",
    "public procurement;tenders|viešieji pirkimai|publiskie iepirkumi|riigihanked|zamówienia publiczne|öffentliche Beschaffung|marchés publics|contratación pública|appalti pubblici|публічні закупівлі",
    "tourism;wellness travel|turizmas;sveikatinimo kelionės|tūrisms|turism|turystyka|Tourismus|tourisme|turismo|turismo|туризм",
    "cybersecurity;penetration tests|kibernetinis saugumas|kiberdrošība|küberturvalisus|cyberbezpieczeństwo|Cybersicherheit|cybersécurité|ciberseguridad|cibersicurezza|кібербезпека",
    "hydroponics;vertical farms|hidroponika|hidroponika|hüdropoonika|hydroponika|Hydroponik|hydroponie|hidroponía|idroponica|гідропоніка",
    "cheese|sūriai|siers|juust|sery|Käse|fromages|quesos|formaggi|сири",
    "meat processing|mėsos perdirbimas|gaļas pārstrāde|lihatöötlemine|przetwórstwo mięsa|Fleischverarbeitung|transformation de viande|procesado de carne|lavorazione della carne|переробка м'яса",
    "artificial intelligence;AI;machine vision|dirbtinis intelektas;DI|mākslīgais intelekts|tehisintellekt|sztuczna inteligencja|KI;künstliche Intelligenz|intelligence artificielle;IA|inteligencia artificial|intelligenza artificiale|штучний інтелект",
    "wooden furniture|mediniai baldai|koka mēbeles|puitmööbel|meble drewniane|Holzmöbel|meubles en bois|muebles de madera|mobili in legno|дерев'яні меблі",
    "batteries;energy storage|baterijos;energijos kaupimas|akumulatori|akud|akumulatory;baterie|Batterien|batteries|baterías|batterie|акумулятори",
    "hydrogen|vandenilis|ūdeņradis|vesinik|wodór|Wasserstoff|hydrogène|hidrógeno|idrogeno|водень",
    "medical devices|medicinos prietaisai|medicīnas ierīces|meditsiiniseadmed|wyroby medyczne|Medizinprodukte|dispositifs médicaux|productos sanitarios|dispositivi medici|медичні вироби",
    "venture capital;seed investment|rizikos kapitalas|riska kapitāls|riskikapital|venture capital;kapitał zalążkowy|Risikokapital|capital-risque|capital riesgo|capitale di rischio|венчурний капітал",
    "shipbuilding|laivų statyba|kuģubūve|laevaehitus|budowa statków|Schiffbau|construction navale|construcción naval|costruzioni navali|суднобудування",
    "textile;fabrics|tekstilė;audiniai|tekstils|tekstiil|tekstylia|Textilien|textile|textil|tessile|текстиль",
    "waste recycling|atliekų perdirbimas|atkritumu pārstrāde|jäätmete ringlussevõtt|recykling odpadów|Abfallrecycling|recyclage des déchets|reciclaje de residuos|riciclo dei rifiuti|переробка відходів",
    "drones|dronai|droni|droonid|drony|Drohnen|drones|drones|droni|дрони",
    "3D printing|3D spausdinimas|3D druka|3D printimine|druk 3D|3D-Druck|impression 3D|impresión 3D|stampa 3D|3D друк",
    "genome sequencing|genomo sekoskaita|genoma sekvencēšana|genoomi sekveneerimine|sekwencjonowanie genomu|Genomsequenzierung|séquençage du génome|secuenciación del genoma|sequenziamento del genoma|секвенування геному",
    "acoustic panels|akustinės plokštės|akustiskie paneļi|akustilised paneelid|panele akustyczne|Akustikplatten|panneaux acoustiques|paneles acústicos|pannelli acustici|акустичні панелі",
)
TOPICS = 20  # of SUBJECTS, from the first
# Subjects that one who wants the first would also talk about, as pairs; nothing in the words says so.
RELATED = (
    (2, 1),
    (2, 9),
    (9, 10),
    (8, 11),
    (13, 5),
    (14, 25),
    (14, 26),
    (15, 28),
    (31, 4),
    (23, 13),
    (12, 4),
    (0, 9),
    (21, 1),
    (22, 1),
)
FILLERS = (
    "innovation",
    "partners",
    "new markets",
    "cooperation",
    "bendradarbiavimas",
    "innovative Lösungen",
    "projekty",
    "services",
)
SAYS = {  # how somebody writes of themselves: what they offer, what they look for
    "en": ("We work with {}.", "Looking for {}."),
    "lt": ("Mūsų sritis – {}.", "Ieškome: {}."),
    "lv": ("Mēs piedāvājam {}.", "Meklējam {}."),
    "et": ("Meie ala on {}.", "Otsime: {}."),
    "pl": ("Zajmujemy się: {}.", "Szukamy: {}."),
    "de": ("Wir machen {}.", "Wir suchen {}."),
    "fr": ("Nous faisons {}.", "Nous cherchons {}."),
    "es": ("Hacemos {}.", "Buscamos {}."),
    "it": ("Ci occupiamo di {}.", "Cerchiamo {}."),
    "uk": ("Наша справа – {}.", "Шукаємо {}."),
}


def phrases() -> list[dict[str, tuple[str, ...]]]:
    """For each subject, how it is put in each language."""
    return [
        {language: tuple(said.split(";")) for language, said in zip(LANGUAGES, row.split("|"), strict=True)}
        for row in SUBJECTS
    ]
