"""How things are sold, moved, paid, ruled and supported, in the ten languages."""

from __future__ import annotations

ENTRIES = """
export: export exports exporting exporter eksportas eksporto eksportuotojas eksports eksporta eksport eksporti
  eksportowy Ausfuhr exportation exportations exportación exportaciones esportazione esportazioni експорт експортер
import: import imports importer importas importowy Einfuhr importation importación importazione імпорт
trade: trade trading prekyba prekybos tirdzniecība kaubandus handel handlowy Handel commerce commercial comercio
  commercio торгівля retail wholesale mažmeninė mazumtirdzniecība jaemüük Einzelhandel détail minorista dettaglio shop
  store parduotuvė veikals pood sklep Laden magasin tienda negozio магазин
ecommerce: ecommerce e-commerce elektroninė_prekyba e-prekyba e-komercija e-tirdzniecība e-kaubandus
  handel_elektroniczny Onlinehandel commerce_électronique comercio_electrónico commercio_elettronico
  електронна_комерція
sales: sales sale selling pardavimas pardavimai pārdošana müük müügi sprzedaż Verkauf Vertrieb vente ventes ventas
  venta vendita vendite продаж продажі
distribution: distribution distributor distributors dealer platintojas platinimas platintojai izplatītājs izplatīšana
  edasimüüja levitaja turustaja dystrybutor dystrybucja Händler Vertriebspartner distributeur distributeurs
  distribuidor distribuidores distributore distributori дистриб'ютор дистрибуція
marketing: marketing rinkodara mārketings turundus Vermarktung mercadotecnia маркетинг advertising reklama reklāma
  reklaam Werbung publicité publicidad pubblicità реклама branding prekės_ženklas zīmols bränd marka Marke marque
procurement: procurement tender tenders pirkimai viešieji_pirkimai konkursas iepirkums iepirkumi hange hanked
  riigihanked riigihange zamówienia_publiczne przetarg Beschaffung Vergabe öffentliche_Aufträge Ausschreibung
  marchés_publics achats appel_offres contratación_pública licitación compras appalti gara закупівлі тендер purchasing
logistics: logistics logistic logistika logistinis loģistika logistyka logistyczny Logistik logistique logística
  logistica логістика логістичний warehouse warehousing sandėlis sandėliavimas noliktava ladu laondus magazyn
  magazynowanie Lager Lagerung entrepôt almacén magazzino склад складування
transport: transport transportation freight shipping transportas pervežimai vežėjas pārvadājumi vedu veondus veod
  przewozy spedycja Verkehr Spedition transporte flete trasporto trasporti spedizione перевезення транспорт haulage
mobility: mobility judumas mobilumas mobilitāte liikuvus mobilność Mobilität mobilité movilidad mobilità мобільність
  parking parkavimas
rail: rail railway railways geležinkelis geležinkelių dzelzceļš raudtee kolej kolejowy Eisenbahn Bahn ferroviaire
  ferrocarril ferroviario ferrovia залізниця
tourism: tourism tourist travel turizmas tūrisms turism turystyka turystyczny Tourismus Reise tourisme turismo туризм
  hotel hotels hospitality viešbutis viešbučiai viesnīca hotell majutus Gastgewerbe hôtellerie hostelería ricettività
  готель готелі
finance: finance financial funding financing fund funds finansai finansavimas finansinis finanses finansējums rahandus
  rahastus rahastamine finanse finansowanie finansowy Finanzen Finanzierung Förderung financement financier finanzas
  financiación finanza finanziamento finanziamenti фінанси фінансування bank banks bankas banka pank bancario банк
  loan loans paskola paskolos aizdevums laen kredyt Kredit prêt préstamo prestito кредит
investment: investment investments investor investors investing investicijos investicija investuotojas investuotojai
  ieguldījumi investīcijas investeering investeeringud inwestycje inwestycja inwestor inwestorzy Investition
  Investitionen Investoren investissement investissements investisseur investisseurs inversión inversiones inversor
  inversores investimento investimenti investitore investitori інвестиції інвестор інвестори venture_capital
  rizikos_kapitalas riska_kapitāls riskikapital Risikokapital Wagniskapital capital_risque capital_riesgo
  capitale_rischio венчурний_капітал
capital: capital kapitalas kapitāls kapital kapitał Kapital capitale капітал
insurance: insurance draudimas apdrošināšana kindlustus ubezpieczenia Versicherung assurance seguros assicurazione
  страхування
startup: startup startups startuolis startuoliai jaunuzņēmums jaunuzņēmumi idufirma idufirmad startupy Gründung
  Existenzgründung Startups jeunes_pousses emprendimiento emprendedores стартап стартапи entrepreneurship verslumas
  uzņēmējdarbība ettevõtlus przedsiębiorczość Unternehmertum entrepreneuriat підприємництво
incubator: incubator incubation accelerator acceleration inkubatorius akceleratorius inkubators akselerators
  inkubaator kiirendi akcelerator Inkubator incubateur accélérateur incubadora aceleradora incubatore acceleratore
  інкубатор акселератор
cluster: cluster clusters klasteris klasteriai klasterių klasteri klaster klastrid klastry Clusters grappe pôle
  clúster clústeres distretto кластер кластери кластерний
specialisation: smart_specialisation smart_specialization sumanioji_specializacija viedā_specializācija
  nutikas_spetsialiseerumine inteligentna_specjalizacja intelligente_Spezialisierung spécialisation_intelligente
  especialización_inteligente specializzazione_intelligente смарт-спеціалізація розумна_спеціалізація s3
policy: policy policies politika politiikka poliitika poliitikad polityka Politik politique política politiche
  políticas політика regulation reguliavimas regulējums regulacje Regulierung réglementation
legal: legal law lawyer teisė teisinis teisininkas tiesības juridisks jurists õigus juriidiline prawo prawny prawnik
  Recht Rechtsberatung juridique droit derecho jurídico diritto legale право правовий юридичний tax taxes mokesčiai
  nodokļi maksud podatki Steuern impôts impuestos tasse податки
patent: patent patents patentas patentai patenti intellectual_property intelektinė_nuosavybė intelektuālais_īpašums
  intellektuaalomand własność_intelektualna geistiges_Eigentum propriété_intellectuelle propiedad_intelectual
  proprietà_intellettuale інтелектуальна_власність патент licensing licencijavimas
consulting: consulting consultancy consultant advice advisory konsultacijos konsultavimas konsultants konsultācijas
  nõustamine konsultatsioon doradztwo doradca Beratung Unternehmensberatung conseil conseils consultoría asesoría
  consulenza консалтинг консультації
mentoring: mentoring mentor mentors mentorystė mentorius mentorings mentorid mentorlus Mentoren mentorat mentoría
  менторство coaching
accounting: accounting bookkeeping audit buhalterija apskaita auditas grāmatvedība raamatupidamine księgowość
  Buchhaltung comptabilité contabilidad contabilità бухгалтерія
translation: translation interpreting vertimas vertimai tulkošana tõlkimine tłumaczenia Übersetzung traduction
  traducción traduzione переклад
eu: EU ES europe european europos europa eiropas eiropa euroopa europejski UE europäisch européen européenne europeo
  europea європейський європа
grant: grant grants horizon subsidy subsidies dotacija subsidija subsīdijas toetus toetused dotacje dotacja granty
  Zuschuss Fördermittel subvention subventions subvenciones ayudas sovvenzioni contributi гранти грант
regional: region regional regionas regionai regioninis reģions reģionāls piirkond regionaalne regionalny Regionen
  région régional región регіон регіональний city cities municipality miestas miestai savivaldybė pilsēta pašvaldība
  linn linnad omavalitsus miasto miasta gmina Stadt Städte Kommune ville villes commune ciudad ciudades municipio
  città comune місто міста муніципалітет
smartcity: smart_city smart_cities išmanusis_miestas išmanieji_miestai viedā_pilsēta tark_linn nutikas_linn
  inteligentne_miasto ville_intelligente ciudad_inteligente città_intelligente розумне_місто
sport: sport sports sportas spordi fitness deporte спорт
beauty: cosmetics cosmetic beauty kosmetika grožis kosmētika kosmeetika kosmetyki Kosmetik cosmétiques cosméticos
  cosmetici косметика
children: child children vaikai vaikų bērni lapsed laste dzieci Kinder enfants niños bambini діти pet pets gyvūnai
real: real_estate nekilnojamasis_turtas nekustamais_īpašums kinnisvara nieruchomości Immobilien immobilier
  bienes_raíces inmobiliario immobiliare нерухомість
innovation: ~innovation ~innovations ~innovative ~inovacija ~inovacijos ~inovatyvus ~inovācija ~inovācijas
  ~innovatsioon ~innovaatiline ~innowacja ~innowacje ~innowacyjny ~innovativ ~innovant ~innovante ~innovación
  ~innovador ~innovazione ~innovativo ~інновація ~інновації ~інноваційний
technology: ~technology ~technologies ~tech ~technologija ~technologijos ~tehnoloģija ~tehnoloogia ~technologia
  ~technologie ~Technologie ~Technik ~tecnología ~tecnologia ~технологія ~технології
solution: ~solution ~solutions ~sprendimas ~sprendimai ~risinājums ~risinājumi ~lahendus ~lahendused ~rozwiązanie
  ~rozwiązania ~Lösung ~Lösungen ~solución ~soluciones ~soluzione ~soluzioni ~рішення
service: ~service ~services ~paslauga ~paslaugos ~pakalpojums ~pakalpojumi ~teenus ~teenused ~usługa ~usługi
  ~Dienstleistung ~Dienstleistungen ~servicio ~servicios ~servizio ~servizi ~послуга ~послуги
product: ~product ~products ~produktas ~produktai ~gaminiai ~produkts ~produkti ~toode ~tooted ~produkt ~produkty
  ~wyrób ~wyroby ~Produkte ~Erzeugnisse ~produit ~produits ~producto ~productos ~prodotto ~prodotti ~продукт ~продукти
  ~продукція
development: ~development ~plėtra ~vystymas ~attīstība ~arendus ~areng ~arendamine ~rozwój ~rozwoju ~Entwicklung
  ~développement ~desarrollo ~sviluppo ~розвиток
company: ~company ~companies ~firm ~business ~businesses ~enterprise ~sme ~smes ~įmonė ~įmonės ~verslas ~uzņēmums
  ~uzņēmumi ~ettevõte ~ettevõtted ~äri ~firma ~firmy ~przedsiębiorstwo ~przedsiębiorstwa ~biznes ~Unternehmen ~Firma
  ~entreprise ~entreprises ~pme ~empresa ~empresas ~pyme ~pymes ~azienda ~aziende ~impresa ~imprese ~pmi ~kmu ~mvį
  ~підприємство ~компанія ~бізнес
partner: ~partner ~partners ~partnership ~partneris ~partneriai ~partnerystė ~partneri ~partnerība ~partnerid
  ~partnerzy ~Partnerschaft ~partenaire ~partenaires ~partenariat ~socio ~socios ~партнер ~партнери ~cooperation
  ~collaboration ~bendradarbiavimas ~sadarbība ~koostöö ~współpraca ~Zusammenarbeit ~Kooperation ~coopération
  ~cooperación ~collaborazione ~cooperazione ~співпраця
client: ~client ~clients ~customer ~customers ~buyer ~buyers ~klientas ~klientai ~pirkėjas ~pirkėjai ~klients ~klienti
  ~pircējs ~klient ~kliendid ~ostja ~ostjad ~klienci ~kupujący ~Kunde ~Kunden ~Käufer ~Einkäufer ~acheteur ~acheteurs
  ~cliente ~clientes ~comprador ~compradores ~clienti ~acquirente ~покупець ~покупці ~клієнт
market: ~market ~markets ~rinka ~rinkos ~tirgus ~turg ~turud ~rynek ~rynki ~Markt ~Märkte ~marché ~mercado ~mercados
  ~mercato ~mercati ~ринок ~ринки
industry: ~industry ~industries ~industrial ~sector ~pramonė ~pramoninis ~sektorius ~rūpniecība ~nozare ~tööstus
  ~sektor ~przemysł ~przemysłowy ~branża ~Industrie ~industriel ~Branche ~secteur ~industria ~industriale ~settore
  ~промисловість ~промисловий ~сектор
management: ~management ~manager ~valdymas ~vadyba ~vadība ~juhtimine ~haldus ~zarządzanie ~Verwaltung ~gestion
  ~gestión ~gestione ~управління ~менеджмент
transition: ~transition ~transformation ~pertvarka ~perėjimas ~transformacija ~pāreja ~pārveide ~üleminek ~pööre
  ~transformacja ~Wandel ~Umstellung ~transición ~transformación ~transizione ~перехід ~трансформація
system: ~system ~systems ~sistema ~sistemos ~sistēma ~süsteem ~süsteemid ~systemy ~Systeme ~système ~systèmes ~sistemi
  ~система ~системи
project: ~project ~projects ~projektas ~projektai ~projekts ~projekt ~projektid ~projekty ~Projekte ~projet ~projets
  ~proyecto ~proyectos ~progetto ~progetti ~проєкт ~проєкти ~проект
public: ~public ~viešasis ~viešieji ~publisks ~avalik ~publiczny ~öffentlich ~öffentliche ~publique ~público ~pubblico
  ~публічний ~державний ~government ~valdžia ~rząd ~authority ~authorities
international: ~international ~internationalisation ~global ~foreign ~tarptautinis ~tarptautiškumas ~užsienio
  ~starptautisks ~rahvusvaheline ~międzynarodowy ~internacional ~internazionale ~міжнародний ~internacionalizavimas
  ~internacionalizacja
network: ~network ~networks ~networking ~tinklas ~tinklaveika ~tīkls ~võrgustik ~võrk ~sieć ~sieci ~Netzwerk ~réseau
  ~réseaux ~red ~redes ~rete ~reti ~мережа
support: ~support ~help ~assistance ~parama ~pagalba ~atbalsts ~tugi ~wsparcie ~Unterstützung ~soutien ~appui ~apoyo
  ~supporto ~sostegno ~підтримка
organisation: ~organisation ~organization ~organizacija ~organizācija ~organisatsioon ~organizacja ~organización
  ~organizzazione ~організація ~association ~asociacija ~asociācija ~liit ~stowarzyszenie ~Verband ~asociación
  ~associazione ~асоціація
new: ~new ~naujas ~nauja ~nauji ~jauns ~jauna ~jauni ~uus ~uued ~nowy ~nowe ~neu ~neue ~nouveau ~nouvelle ~nouveaux
  ~nuevo ~nuevos ~nuovo ~nuovi ~новий ~нові ~advanced ~modern ~smart ~intelligent ~pažangus ~išmanus ~išmanusis
  ~nutikas ~viedais ~inteligentny ~inteligente ~intelligente ~розумний ~high
expert: ~expert ~experts ~expertise ~experience ~know-how ~ekspertas ~ekspertai ~ekspertise ~eksperts ~ekspert
  ~Experten ~experto ~esperto ~експерт ~knowledge ~žinios ~zināšanas ~teadmised ~wiedza ~Wissen ~connaissances
  ~conocimiento ~conoscenza ~знання
"""
