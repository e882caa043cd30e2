"""What is grown, made and built, in the ten languages."""

from __future__ import annotations

ENTRIES = """
food: food foods foodstuff maistas maisto pārtika pārtikas toit toidu toiduaine żywność żywnościowy spożywczy
  Lebensmittel Nahrungsmittel Nahrung Ernährung alimentaire aliment alimentation alimento alimentario alimentación
  alimentare alimenti їжа їжі їжу харчовий харчування продовольство продовольчий nutrition mityba
agriculture: agriculture agricultural farming farm farmer agro agri žemės_ūkis ūkininkas lauksaimniecība põllumajandus
  rolnictwo rolny rolniczy Landwirtschaft landwirtschaftlich agricole agricultura agrícola agricoltura agricolo
  сільське_господарство сільськогосподарський аграрний агро agroindustria
meat: meat mėsa mėsos gaļa gaļas liha lihatooted mięso mięsny Fleisch viande carne cárnico м'ясо м'ясний
fish: fish fishery fisheries seafood žuvis žuvies žuvų žuvininkystė zivs zivju zivsaimniecība kala kalandus ryba ryby
  rybny rybołówstwo Fisch Fische Fischerei poisson pêche pescado pesca pesce ittico риба рибний рибальство aquaculture
  akvakultūra
dairy: dairy milk pienas pieno pieninė piens piena piim piima piimatooted mleko mleczny mleczarstwo Milch Molkerei
  lait laitier leche lácteo latte lattiero caseario молоко молочний cheese sūris sūrio siers juust ser Käse fromage
  queso formaggio сир sery сири
grain: grain cereal cereals flour bakery bread grūdai grūdų duona miltai graudi maize teravili leib pagar zboże
  zbożowy piekarnia Getreide Mehl Brot Bäckerei céréale boulangerie cereales panadería panificio зерно зерновий
  борошно
fruit: fruit fruits vegetable vegetables berry berries vaisiai daržovės uogos augļi dārzeņi ogas puuvili köögivili
  marjad owoce warzywa jagody Obst Gemüse Beeren légumes baies fruta frutas verduras hortalizas frutta verdura фрукти
  овочі ягоди
beverage: beverage beverages drink drinks gėrimai dzērieni joogid napoje Getränke boisson boissons bebidas bevande
  напої beer alus õlu piwo Bier bière cerveza birra пиво wine wino Wein vin vino вино
organic: organic ekologiškas organinis bioloģiskais mahe mahetoit ekologiczny biologisch Bioprodukte biologique
  ecológico biologico органічний
packaging: packaging packing package packages pakuotė pakuotės pakavimas iepakojums iepakošana pakend pakendi
  pakendamine opakowanie opakowania pakowanie Verpackung Verpackungen emballage emballages conditionnement embalaje
  embalajes envase envases imballaggio imballaggi confezionamento пакування упаковка упакування
wood: wood timber wooden forestry forest mediena medienos medinis miškas miškininkystė koksne kokapstrāde koka meži
  mežsaimniecība mežs puit puidu puidutööstus mets metsandus drewno drewniany las leśnictwo leśny Holz Forst
  Forstwirtschaft Wald bois forêt foresterie madera forestal legno legname foresta деревина дерев'яний ліс лісовий
furniture: furniture baldai baldų mēbeles mööbel mööbli meble meblowy meblarstwo Möbel meuble meubles ameublement
  muebles mueble mobili mobile arredamento меблі меблевий
textile: textile textiles fabric fabrics tekstilė tekstils tekstiil tekstylia tkaniny Textilien tissu textil tessile
  tessuti текстиль тканини clothing clothes apparel fashion garment drabužiai mada apranga apģērbs mode rõivad mood
  odzież odzieżowy moda Bekleidung Kleidung vêtements ropa abbigliamento одяг мода audinys audiniai
metal: metal metals metalas metāls metāla metall metalowy metalurgia Metall métal métallurgie metalli метал металевий
  steel plienas tērauds teras stal stalowy Stahl acier acero acciaio сталь aluminium
machinery: machine machines machinery mašina mašinos mašinų mašīna mašīnbūve masin masinad masinaehitus maszyna
  maszyny maszynowy Maschine Maschinen Maschinenbau machinerie maquinaria máquina macchina macchinari машина машини
  машинобудування equipment įranga įrengimai iekārtas aprīkojums seadmed urządzenia Anlagen équipement equipos
  equipamiento attrezzature обладнання устаткування
machining: machining cnc milling turning apdirbimas apstrāde töötlemine obróbka Bearbeitung Zerspanung usinage
  mecanizado lavorazione обробка механообробка töötlus
laser: laser lasers lazeris lazerinis lāzers lāzera laseri laserowy láser лазер лазерний
optics: optics optical photonics photonic optika optinis fotonika optyka optyczny fotonik Optik optique photonique
  óptica ottica оптика фотоніка
electronics: electronics electronic elektronika elektroninis elektroonika elektroniczny Elektronik électronique
  electrónica elettronica електроніка semiconductor semiconductors chip chips puslaidininkiai pooljuhid półprzewodniki
  Halbleiter semiconducteurs semiconductores semiconduttori напівпровідники mikroelektronika microelectronics
plastics: plastic plastics polymer polymers plastikas plastmasė plastiks plastmasa plast tworzywa_sztuczne plastik
  Kunststoff Kunststoffe plastique plastiques plasturgie plástico plástica plastica пластик пластмаса полімери
  polimerai polimer polymère polímero
chemistry: chemistry chemical chemicals chemija cheminis ķīmija keemia chemia chemiczny Chemie chimie chimique química
  chimica chimico хімія хімічний
material: material materials medžiaga medžiagos materiāls materiāli materjal materjalid materiał materiały Werkstoff
  Werkstoffe matériau matériaux materiale матеріал матеріали
composite: composite composites kompozitas kompozitai kompozīts komposiit kompozyt Verbundwerkstoff compuesto
  compuestos composito композит композити
ceramics: ceramics ceramic keramika keraamika ceramika Keramik céramique cerámica ceramica кераміка glass stiklas
  stikls klaas szkło Glas verre vidrio vetro скло
bio: bio biobased biological biologinis bioloģisks biobasierte biosourcé bioekonomika bioeconomy bioökonomie
  biogospodarka biomajandus bioéconomie bioeconomía bioeconomia біоекономіка
construction: construction building buildings builder statyba statybos pastatai būvniecība ēkas ehitus ehitised hooned
  budownictwo budowlany budynki budowa Bauwesen Bau Gebäude Bauindustrie bâtiment bâtiments construcción edificios
  edificio costruzione costruzioni edilizia будівництво будівлі будівельний
architecture: architecture architect architektūra architektas arhitektūra arhitektuur Architektur arquitectura
  architettura архітектура
shipbuilding: shipbuilding ship ships shipyard boat boats laivas laivų laivai laivų_statyba kuģis kuģu kuģubūve laev
  laevaehitus statek statki stoczniowy stocznia Schiff Schiffe Schiffbau Werft navire bateau naval buque astillero
  barco nave cantiere_navale navale судно суднобудування корабель
maritime: maritime marine sea ocean port ports harbour blue_economy jūra jūrinis jūros uostas osta ostas meri merendus
  sadam morze morski porty Hafen maritim Meer mer portuaire mar marítimo puerto mare marittimo porto море морський
  порт
aerospace: aerospace aviation aircraft space satellite satellites kosmosas aviacija palydovas kosmoss aviācija
  satelīts kosmose lennundus lotnictwo kosmiczny satelita Luftfahrt Raumfahrt Satellit aéronautique spatial
  aeroespacial aeronáutica satélite aerospazio aeronautica satelliti космос космічний авіація супутник drones drone
  dronai droni droonid drony Drohnen дрони
automotive: automotive car cars vehicle vehicles automobilis automobiliai automobilių automašīna auto autod
  autotööstus samochód samochody motoryzacja motoryzacyjny Automobil Fahrzeug Fahrzeuge Kraftfahrzeug automobile
  véhicule véhicules automóvil automoción vehículo veicolo veicoli автомобіль автомобілі
battery: battery batteries baterija baterijos akumuliatorius akumulators aku akud bateria akumulator Batterie Akku
  batería accumulatore батарея акумулятор energy_storage energijos_kaupimas energiesalvestus Energiespeicher
  magazynowanie_energii stockage_d'énergie akumulatory
energy: energy energija energetika energetinis enerģija enerģētika energia energeetika energetyka energetyczny Energie
  énergie énergétique energía energetico енергія енергетика енергетичний power electricity elektra elektros
  elektroenergija elekter elektri elektryczny Strom électricité electricidad elettricità електроенергія
renewable: renewable renewables atsinaujinantis atsinaujinanti atjaunojamā atjaunojamie taastuv taastuvenergia
  odnawialny odnawialne Erneuerbare erneuerbar renouvelable renouvelables renovable renovables rinnovabile rinnovabili
  відновлюваний відновлювана
solar: solar saulės saulė saules saule päikese päikeseenergia słoneczny słoneczna fotowoltaika photovoltaic
  photovoltaics fotovoltinis fotoelektra Sonnenenergie Photovoltaik solaire photovoltaïque fotovoltaico solare
  сонячний сонячна фотовольтаїка
wind: wind vėjas vėjo vējš vēja tuul tuule tuuleenergia wiatr wiatrowy wiatrowa Windkraft éolien éolienne eólico
  eólica eolico вітер вітровий вітрова вітроенергетика
hydrogen: hydrogen vandenilis vandenilio ūdeņradis ūdeņraža vesinik vesiniku wodór wodorowy wodoru Wasserstoff
  hydrogène hidrógeno idrogeno водень водневий
biogas: biogas biogāze biogaas Biogas biogaz біогаз biodujos biomass biomasė biomasa biomassa Biomasse біомаса
heating: heating heat šildymas šiluma siltums apkure küte soojus ogrzewanie ciepło ciepłownictwo Heizung Wärme
  chauffage chaleur calefacción calor riscaldamento calore опалення тепло
cooling: cooling cold refrigeration freezing frozen šaldymas šaldymo šaldytas saldēšana aukstuma saldēts jahutus külm
  külma chłodnictwo chłodzenie mrożony Kühlung Kälte tiefgekühlt Kühl froid réfrigération surgelé frío refrigeración
  congelado freddo refrigerazione surgelati холод охолодження заморожений chłodniczy šaldytuvai refrigerated
  refrigerator
water: water vanduo vandens ūdens vesi vee veevarustus woda wodny wody Wasser eau eaux agua acqua idrico вода водний
  wastewater nuotekos notekūdeņi reovesi ścieki Abwasser eaux_usées aguas_residuales acque_reflue стічні_води
waste: waste atliekos atliekų atkritumi atkritumu jäätmed jäätmekäitlus odpady odpadów Abfall Abfälle déchets déchet
  residuos rifiuti відходи garbage
recycling: recycling recycle recycled perdirbimas perdirbtas pārstrāde pārstrādāts taaskasutus ringlussevõtt recykling
  przetwarzanie_odpadów Wiederverwertung Recycling recyclage reciclaje riciclo riciclaggio переробка_відходів
  рециклінг утилізація
circular: circular circularity žiedinė žiedinis aprites ringmajandus cyrkularny gospodarka_obiegu Kreislaufwirtschaft
  Kreislauf circulaire circolare циркулярний циркулярна кругова
processing: processing perdirbamoji apdirbamoji apstrādes töötlev przetwórstwo Verarbeitung
  transformation_industrielle procesamiento trasformazione переробка переробний
manufacturing: manufacturing manufacture manufacturer production producer producers factory gamyba gamintojas gamybos
  gamykla ražošana ražotājs rūpnīca tootmine tootja tehas produkcja producent wytwarzanie fabryka Herstellung
  Hersteller Produktion Fertigung Fabrik fabrication usine fabricación fabricante producción fábrica produzione
  fabbricazione produttore fabbrica виробництво виробник фабрика
subcontracting: subcontracting subcontractor contract_manufacturing subranga subrangovas apakšuzņēmējs allhange
  podwykonawstwo podwykonawca Lohnfertigung Zulieferer Zulieferung Auftragsfertigung sous-traitance soustraitance
  subcontratación subfornitura conto_terzi підряд субпідряд supplier suppliers supply tiekėjas tiekėjai tiekimas
  piegādātājs piegāde tarnija tarne dostawca dostawcy dostawy Lieferant Lieferanten fournisseur fournisseurs
  approvisionnement proveedor proveedores suministro fornitore fornitori fornitura постачальник постачальники
  постачання Lieferkette Lieferketten tarneahel łańcuch_dostaw
chain: chain chains grandinė grandinės ķēde ķēdes ahel ahela tarneahel łańcuch łańcucha łańcuchy Kette Ketten
  Lieferkette chaîne chaînes cadena cadenas catena catene filiera ланцюг ланцюги ланцюгів
printing: printing print spausdinimas spauda drukāšana druka trükk trükkimine printimine druk drukowanie Druck
  impression imprimerie impresión stampa друк additive_manufacturing 3d_printing
robotics: robotics robot robots robotika robotas robotai roboti robotid robootika robotyka roboty Robotik Roboter
  robotique robótica robotica робототехніка роботи
automation: automation automated automatizavimas automatizacija automatizācija automatiseerimine automatyzacja
  automatyka Automatisierung automatisation automatización automazione автоматизація автоматика
sensor: sensor sensors jutiklis jutikliai sensoriai sensori andur andurid czujnik czujniki Sensoren Sensorik capteur
  capteurs sensores датчик датчики сенсори
mining: mining quarry kasyba ieguve kaevandamine górnictwo Bergbau mines minería minería_extractiva estrazione
  видобуток
tool: tool tools tooling įrankis įrankiai instrumenti instrument tööriist tööriistad narzędzie narzędzia Werkzeug
  Werkzeuge outil outils outillage herramienta herramientas utensili attrezzi інструмент інструменти
quality: quality kokybė kvalitāte kvaliteet jakość Qualität qualité calidad qualità якість
safety: safety sauga saugumas saugos drošība drošības ohutus turvalisus bezpieczeństwo Sicherheit sécurité seguridad
  sicurezza безпека security safe
certification: certification certificate certified sertifikavimas sertifikatas sertifikācija sertifitseerimine
  sertifikaat certyfikacja certyfikat Zertifizierung certificación certificazione сертифікація standards standartai
  standardid standaryzacja Normung testing bandymai testavimas testēšana katsetamine badania_laboratoryjne Prüfung
  essais ensayos prove випробування laboratory laboratorija labor laboratorium laboratoire laboratorio лабораторія
"""
