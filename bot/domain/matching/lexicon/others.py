"""Words that would be taken for others: near one of the lexicon in spelling, far from it in meaning. And places."""

from __future__ import annotations

# Each is known as itself, so that it is no slip and no form of the other.
THEMSELVES = """
later latter clutter cluttered plaster plasters universal universe censorship censor madre mother mater mater optional
option
options police polite politeness fighting lightning parking portable important importance portrait reporter
interior exterior textual tactile logical logic logo logos president resident residence
energetic enzyme enzymes synergy synergies allergy allergies phonetics phonetic variation mineral minerals millet silk
wool wooly hood chipset leather weather feather heather wealth wealthy mentality mentalité metallica gentle
general genre genes dental rental central mural rural plural natural neutral culturally sculpture
agreement equipment payment employment deployment unemployment department apartment compartment commitment statement
contract contrast construct instruction obstruction destruction reconstruction composition deposition exposition
position nation national ration rational relation relations motion emotion notion
potion lotion station stations caution auction action reaction traction attraction extraction fraction friction
fiction
inspection injection infection infections section selection election collection connection correction protection
projection rejection perfection affection television provision vision visions revision division decision precision
holding holdings sharing shaving hiring wiring tiring firing hearing bearing bearings gearing clearing cleaning
leaning
learning warning morning meaning laundry foundry boundary secondary
stecker becker decker herrschaft wirtschaft gesellschaft landschaft mannschaft
verwaltung verarbeitung verbreitung vermietung versicherung versammlung verfassung veranstaltung
pétrole caserne lanterne moderne
modestas laisvė laisvalaikis pinigai lagaminai žvyras balionai
żywica żywopłot лазня молоток характер молитва
kokvilna galva puhkus žirgai arkliai
"""

# Where, not what: weak words.
PLACES = """
Lithuania Lithuanian Lietuva Lietuvos lietuvių Lietuvoje Lietuvą Litwa litewski Litauen Lituanie Lituania Литва
литовський Leedu
Latvia Latvian Latvija Latvijas latvių Łotwa łotewski Lettland Lettonie Letonia Lettonia Латвія латвійський Läti
Estonia Estonian Estija Estijos Igaunija Eesti estoński Estland Estonie Естонія естонський
Poland Polish Lenkija Lenkijos lenkų Polija Poola Polska polski Polen Pologne Polonia Польща польський
Germany German Vokietija Vokietijos vokiečių Vācija Saksamaa Niemcy niemiecki Deutschland deutsch Allemagne allemand
Alemania
Germania Німеччина німецький
France French Prancūzija Francija Prantsusmaa Francja Frankreich français Francia Франція
Spain Spanish Ispanija Spānija Hispaania Hiszpania Spanien Espagne España Spagna Іспанія
Italy Italian Italija Itālija Itaalia Włochy Italien Italie Italia Італія
Ukraine Ukrainian Ukraina Ukrainos ukrainiečių український Україна України Ucraina Ucrania
Baltic Baltics Baltija Baltijos Baltijas Balti bałtycki Baltikum baltique báltico Балтія
Nordic Scandinavia Scandinavian Skandinavija Skandinavijos Põhjamaad skandynawski Skandinavien Scandinavie Скандинавія
Sweden Swedish Švedija Zviedrija Rootsi Szwecja Schweden Suède Suecia Svezia Швеція
Finland Finnish Suomija Somija Soome Finlandia Finnland Finlande Фінляндія
Norway Norwegian Norvegija Norra Norwegia Norwegen Norvège Noruega Норвегія
Denmark Danish Danija Dānija Taani Dania Dänemark Danemark Dinamarca Danimarca Данія
Netherlands Dutch Nyderlandai Holland Niederlande Pays-Bas Нідерланди
USA America American Amerika China Chinese Kinija Japan Asia Asian Azija Azja Asien Asie Африка Africa Afrika India
Turkey
"""
