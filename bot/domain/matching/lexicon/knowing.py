"""What is known, computed, taught and cured, in the ten languages."""

from __future__ import annotations

ENTRIES = """
ai: AI artificial_intelligence machine_learning deep_learning DI dirbtinis_intelektas mašininis_mokymasis
  mākslīgais_intelekts mašīnmācīšanās tehisintellekt tehisaru masinõpe sztuczna_inteligencja uczenie_maszynowe ki
  künstliche_Intelligenz maschinelles_Lernen IA intelligence_artificielle inteligencia_artificial
  aprendizaje_automático intelligenza_artificiale штучний_інтелект ШІ машинне_навчання
iot: iot internet_of_things daiktų_internetas lietu_internets asjade_internet internet_rzeczy Internet_der_Dinge
  internet_des_objets internet_de_las_cosas internet_delle_cose інтернет_речей
data: data big_data duomenys duomenų dati datu andmed andmete dane danych Daten données datos дані даних analytics
  analitika analüütika analityka Analytik analytique analítica аналітика
software: software programinė_įranga programavimas programmatūra tarkvara oprogramowanie Softwareentwicklung logiciel
  logiciels programación програмне_забезпечення програмування programming coding
digital: ~digital ~digitalisation ~digitalization ~skaitmeninė ~skaitmeninis ~skaitmeninimas ~skaitmenizacija
  ~digitāls ~digitalizācija ~digitaalne ~digitaliseerimine ~cyfrowy ~cyfryzacja ~cyfrowa ~Digitalisierung ~numérique
  ~numérisation ~digitalización ~digitale ~digitalizzazione ~цифровий ~цифровізація ~цифрова ~digi
cybersecurity: cybersecurity cyber kibernetinis_saugumas kibernetinė_sauga kiber kiberdrošība küberturvalisus küber
  cyberbezpieczeństwo Cybersicherheit cybersécurité ciberseguridad cibersicurezza кібербезпека information_security
  informacijos_saugumas IT-Sicherheit
cloud: cloud debesija debesų_kompiuterija mākoņdatošana mākoņpakalpojumi pilveteenused pilvandmetöötlus
  chmura_obliczeniowa chmurowy nuage хмарний хмара хмарні
blockchain: blockchain blokų_grandinė blokķēde plokiahel łańcuch_bloków cadena_de_bloques блокчейн
it: IT ICT IKT TIC informacinės_technologijos informācijas_tehnoloģijas infotehnoloogia technologie_informacyjne
  Informationstechnik інформаційні_технології informatics informatika informatyka informatique informática інформатика
internet: internet web internetas internets internetowy інтернет website svetainė tinklalapis
telecom: telecom telecommunications 5g telekomunikacijos telekomunikācijas telekommunikatsioon telekomunikacja
  Telekommunikation télécommunications telecomunicaciones telecomunicazioni телекомунікації
virtual: virtual_reality augmented_reality VR AR XR virtuali_realybė virtuālā_realitāte virtuaalreaalsus
  rzeczywistość_wirtualna virtuelle_Realität réalité_virtuelle realidad_virtual realtà_virtuale віртуальна_реальність
twin: digital_twin digital_twins skaitmeninis_dvynys digitālais_dvīnis digitaalne_kaksik cyfrowy_bliźniak
  digitaler_Zwilling jumeau_numérique gemelo_digital gemello_digitale цифровий_двійник
games: game games gaming žaidimas žaidimai spēles mängud gry Spiele jeux juegos videojuegos giochi videogiochi ігри
research: research r&d mtep tyrimai moksliniai_tyrimai pētniecība pētījumi teadus teadusuuringud badania naukowy
  badawczy Forschung recherche_scientifique recherche_développement investigación ricerca_scientifica дослідження
  наука science mokslas zinātne nauka Wissenschaft sciences ciencia scienza fue i+d наукові scientific
biotechnology: biotechnology biotech biotechnologija biotechnologijos biotehnoloģija biotehnoloogia biotechnologia
  Biotechnologie biotecnología biotecnologia біотехнології genetics genetika life_sciences gyvybės_mokslai
  dzīvības_zinātnes eluteadused nauki_życiu Biowissenschaften
health: health healthcare sveikata sveikatos sveikatos_priežiūra veselība veselības tervis tervise tervishoid zdrowie
  zdrowotny Gesundheit Gesundheitswesen santé salud sanitario salute sanità здоров'я охорона_здоров'я
medical: medical medicine medicina medicininis medicīna meditsiin medycyna medyczny Medizin medizinisch Medizintechnik
  médecine médical médico medico медицина медичний medtech hospital hospitals ligoninė ligoninės slimnīca haigla
  szpital szpitale Krankenhaus hôpital ospedale лікарня sanitarios
pharma: pharma pharmaceutical pharmaceuticals farmacija vaistai farmācija zāles farmaatsia ravimid farmacja leki
  Pharma Arzneimittel pharmaceutique médicament farmacéutico farmaceutico farmaci фармацевтика ліки
mental: mental psichikos psihiskā vaimne psychiczny psychische psychology psichologija psiholoģija psühholoogia
  psychologia Psychologie психологія
education: education educational švietimas ugdymas izglītība haridus edukacja oświata kształcenie Bildung éducation
  educación istruzione educazione освіта school schools mokykla skola kool szkoła Schule école escuela scuola школа
  university universitetas universitāte ülikool uniwersytet Universität Hochschule université universidad università
  університет студенти students studentai
training: training trainings mokymai mokymas apmācības apmācība koolitus koolitused szkolenie szkolenia Schulung
  Ausbildung Weiterbildung formation formación capacitación formazione навчання тренінг тренінги
skills: skill skills įgūdžiai įgūdis gebėjimai prasmes oskused umiejętności kompetencje Kompetenzen Fähigkeiten
  compétences competencias competenze навички kompetencija kompetencijos competence competences upskilling
staff: staff workforce labour employees recruitment HR darbuotojai darbo_jėga personalas įdarbinimas darbaspēks
  darbinieki tööjõud töötajad värbamine pracownicy kadry rekrutacja Fachkräfte Personal Mitarbeiter recrutement
  empleados contratación manodopera personale персонал кадри працівники
design: design designer dizainas dizains disain wzornictwo projektowanie Gestaltung diseño progettazione дизайн
creative: creative creativity kūrybinės kūrybiškumas kūrybinis radošs radošās loome loomemajandus kreatywny kreatywne
  Kreativ Kreativwirtschaft créatif créative créatives creativo creativas culturali креативні креативний culture
  kultūra kultuur kultura Kultur culturel cultura культура heritage paveldas mantojums pärand dziedzictwo Kulturerbe
  patrimoine patrimonio спадщина
media: media film audiovisual žiniasklaida kinas mediji filmas meedia filmid Medien Film médias cinéma medios cine
  кіно медіа
music: music muzika mūzika muusika muzyka Musik musique música musica музика
communication: communication communications komunikacija viešieji_ryšiai komunikācija kommunikatsioon komunikacja
  Kommunikation comunicación comunicazione комунікація
community: community communities bendruomenė kopiena kogukond społeczność Gemeinschaft communauté comunidad comunità
  громада
environment: environment environmental aplinka aplinkosauga aplinkos vide vides keskkond keskkonna środowisko
  środowiskowy Umwelt Umweltschutz environnement environnemental medio_ambiente medioambiental ambiente ambientale
  довкілля екологія ecology ekologija ekologia ökologie
climate: climate klimatas klimato klimats kliima klimat klimatyczny Klima Klimaschutz climat climatique clima
  climático climatico клімат кліматичний carbon co2 anglies anglies_dioksidas oglekļa süsinik dwutlenek_węgla
  Kohlenstoff carbone carbono carbonio вуглець emissions emisijos emisijas heitkogused emisje Emissionen emisiones
  emissioni викиди
green: ~green ~žalioji ~žaliasis ~žalias ~zaļš ~zaļais ~zaļā ~roheline ~rohe ~zielony ~zielona ~grün ~grüne ~vert
  ~verte ~zelena ~verde ~зелений ~зелена ~sustainable ~sustainability ~tvarumas ~tvarus ~tvari ~darnus ~ilgtspējīgs
  ~ilgtspēja ~ilgtspējīga ~jätkusuutlik ~jätkusuutlikkus ~zrównoważony ~zrównoważona ~nachhaltig ~Nachhaltigkeit
  ~durable ~durabilité ~sostenible ~sostenibilidad ~sostenibile ~sostenibilità ~сталий ~сталого
resilience: resilience resilient atsparumas atsparus noturība noturīgs vastupidavus kerksus odporność Resilienz
  Widerstandsfähigkeit résilience resiliencia resilienza стійкість
defence: defence defense military gynyba gynybos aizsardzība kaitse kaitsetööstus obronność obronny wojskowy
  Verteidigung Rüstung défense militaire defensa difesa оборона оборонний
police: police policija politsei Polizei polizia policía поліція
nano: nano nanotechnology nanotechnologijos nanotehnoloģija nanotehnoloogia nanotechnologia Nanotechnologie
  nanotecnología
micro: micro mikro мікро microtechnology
quantum: quantum kvantinis kvantu kvant kwantowy Quanten quantique cuántico quantistico квантовий
"""
