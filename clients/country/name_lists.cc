// The lists of names.cc. The format is in names.h.
#include "clients/country/names.h"

namespace balcao::country {
namespace {

constexpr CultureText kTexts[] = {
    {"brazilian", "BR", "pt", 2,
     "João/Joao,José/Jose,Antônio/Antonio,Francisco,Carlos,Paulo,Pedro,Lucas,Luiz/Luis,Marcos,"
     "Gabriel,Rafael,Daniel,Marcelo,Bruno,Eduardo,Felipe/Filipe,Rodrigo,Manoel/Manuel,Mateus/"
     "Matheus,André/Andre,Fernando,Fábio/Fabio,Leonardo,Gustavo,Guilherme,Leandro,Tiago/Thiago,"
     "Anderson,Ricardo,Wesley,Diego,Vinícius/Vinicius,Júlio/Julio,Alexandre,Caio",
     "Maria,Ana,Francisca,Antônia/Antonia,Adriana,Juliana,Márcia/Marcia,Fernanda,Patrícia/"
     "Patricia,Aline,Sandra,Camila,Amanda,Bruna,Jéssica/Jessica,Letícia/Leticia,Júlia/Julia,"
     "Luciana,Vanessa,Mariana,Gabriela,Vera,Vitória/Vitoria,Larissa,Cláudia/Claudia,Beatriz,"
     "Rita,Luana,Sônia/Sonia,Renata,Eliane,Daniela,Priscila,Natália/Natalia,Tatiane,Rosângela/"
     "Rosangela",
     "Silva,Santos,Oliveira,Souza/Sousa,Rodrigues,Ferreira,Alves,Pereira,Lima,Gomes,Costa,"
     "Ribeiro,Martins,Carvalho,Almeida,Lopes,Soares,Fernandes,Vieira,Barbosa,Rocha,Dias,Nunes,"
     "Monteiro,Mendes,Araújo/Araujo,Cardoso,Teixeira,Freitas,Cavalcanti/Cavalcante,Moreira,"
     "Batista/Baptista,Ramos,Nascimento,Castro,Andrade,Pinto,Moura,Campos,Machado,Assis,Borges,"
     "Farias,Siqueira,Peixoto,Amaral,Bezerra,Brandão/Brandao,Queiroz,Macedo"},
    {"lusophone_african", "CV,AO,ST,MZ", "pt,kea", 2,
     "Adilson,Nelson,Edson,Carlos,Manuel,António/Antonio,José/Jose,Domingos,Armindo,Arlindo,"
     "Ailton,Elton,Valdemar,Osvaldo,Hélder/Helder,Djassi,Euclides,Amílcar/Amilcar,Gilson,"
     "Emanuel,Mateus,Joaquim,Kiluanji,Ildo,Luís/Luis,Zeferino",
     "Maria,Domingas,Edna,Eunice,Ivone,Isaura,Elisângela/Elisangela,Celeste,Felisberta,Joana,"
     "Nádia/Nadia,Sónia/Sonia,Vanda,Zuleica,Albertina,Ermelinda,Neusa,Suzete,Teresa,Cesária/"
     "Cesaria,Filomena,Leocádia/Leocadia,Indira,Yolanda,Djamila,Ana",
     "Tavares,Semedo,Varela,Moreno,Andrade,Évora/Evora,Fortes,Delgado,Lima,Monteiro,Correia,"
     "Cabral,Furtado,Mendes,Barros,Pires,Rocha,Gomes,Lopes,Veiga,Neto,Quissanga,Domingos,"
     "Sebastião/Sebastiao,Cardoso,Tchipenda,Kiala,Neves,Duarte,Brito,Almada,Bettencourt,"
     "Santiago,Landim,Sanches,Vaz"},
    {"guinean", "GW,SN,GN,GM,ML", "pt,pov,ff,wo,mnk,fr", 1,
     "Mamadu/Mamadou,Braima/Ibrahima,Aliu/Aliou,Suleimane/Souleymane,Issa,Bacar/Boubacar,"
     "Umaro/Oumar,Iaia/Yaya,Malam,Cherno/Thierno,Sadjo,Lamine/Lamin,Abdulai/Abdoulaye,Seco/"
     "Sekou,Tidjane/Tidiane,Amadu/Amadou,Carlitos,Armando,Quintino,Nhamo",
     "Fatumata/Fatoumata,Aissatu/Aissatou,Mariama,Cadija/Khadija,Binta,Djenabu/Djenabou,Satu/"
     "Satou,Nhima,Ramatulai/Ramatoulaye,Sira,Adama,Aminata,Cumba/Coumba,Mariatu/Mariatou,Awa,"
     "Domingas,Sábado/Sabado,Odete,Nené/Nene,Fanta",
     "Baldé/Balde,Djaló/Diallo,Camará/Camara,Sané/Sane,Embaló/Embalo,Mané/Mane,Seidi,Injai/"
     "Ndiaye,Cassamá/Cassama,Turé/Toure,Bá/Bah,Candé/Cande,Indjai,Sissoco/Sissoko,Fati,Dabó/"
     "Dabo,Jau/Diaw,Cissé/Cisse,Gomes,Có/Co,Nanque,Biai,Sow,Fall,Diop,Gueye,Seck"},
    {"ukrainian", "UA,RU,BY", "uk,ru", 1,
     "Oleksandr/Aleksandr=Олександр,Serhii/Sergiy=Сергій,Andrii/Andriy=Андрій,Volodymyr/"
     "Vladimir=Володимир,Mykola/Nikolai=Микола,Vasyl/Vasil=Василь,Ivan=Іван,Yurii/Yuriy=Юрій,"
     "Viktor/Victor=Віктор,Mykhailo/Mikhail=Михайло,Oleh/Oleg=Олег,Ihor/Igor=Ігор,Petro=Петро,"
     "Dmytro/Dmitri=Дмитро,Roman=Роман,Taras=Тарас,Bohdan/Bogdan=Богдан,Yaroslav=Ярослав,"
     "Vitalii/Vitaly=Віталій,Maksym/Maxim=Максим",
     "Olena/Elena=Олена,Oksana/Oxana=Оксана,Natalia/Nataliya=Наталія,Tetiana/Tatiana=Тетяна,"
     "Iryna/Irina=Ірина,Svitlana/Svetlana=Світлана,Liudmyla/Ludmila=Людмила,Halyna/Galina="
     "Галина,Mariia/Maria=Марія,Nadiia/Nadia=Надія,Olha/Olga=Ольга,Kateryna/Ekaterina="
     "Катерина,Yuliia/Julia=Юлія,Anna/Hanna=Ганна,Larysa/Larisa=Лариса,Lesia/Lesya=Леся,"
     "Valentyna/Valentina=Валентина,Vira/Vera=Віра,Sofiia/Sofia=Софія,Daria/Dariya=Дарія",
     "Shevchenko/Chevtchenko=Шевченко,Kovalenko=Коваленко,Bondarenko=Бондаренко,Tkachenko/"
     "Tkatchenko=Ткаченко,Kravchenko/Kravtchenko=Кравченко,Oliinyk/Oliynyk=Олійник,Kovalchuk/"
     "Kovaltchuk=Ковальчук,Polishchuk=Поліщук,Savchenko=Савченко,Melnyk/Melnik=Мельник,"
     "Marchenko=Марченко,Rudenko=Руденко,Petrenko=Петренко,Lysenko=Лисенко,Moroz=Мороз,"
     "Klymenko/Klimenko=Клименко,Hryhorenko/Grigorenko=Григоренко,Pavlenko=Павленко,Boiko/Boyko="
     "Бойко,Symonenko/Simonenko=Симоненко,Hnatiuk/Gnatiuk=Гнатюк,Zakharchuk=Захарчук,Yatsenko="
     "Яценко,Panchuk=Панчук,Fedorenko=Федоренко,Stetsiuk=Стецюк,Vasylenko=Василенко,Kuzmenko="
     "Кузьменко"},
    {"romanian", "RO,MD", "ro,ro-MD", 1,
     "Andrei,Ion/Ioan,Gheorghe,Vasile,Mihai,Constantin,Alexandru,Nicolae,Ștefan/Stefan,Marian,"
     "Florin,Adrian,Cristian,Daniel,Gabriel,Ionuț/Ionut,Dumitru,Radu,Sorin,Valentin,Vlad,Liviu",
     "Elena,Maria,Ioana,Ana,Andreea,Mihaela,Alexandra,Cristina,Daniela,Gabriela,Georgiana,"
     "Mariana,Nicoleta,Roxana,Simona,Viorica,Lăcrămioara/Lacramioara,Tatiana,Doina,Raluca,"
     "Oxana,Rodica",
     "Popa,Popescu,Ionescu,Rusu,Munteanu,Stan,Dumitru,Matei,Ciobanu,Radu,Stoica,Lazăr/Lazar,"
     "Marin,Gheorghiu,Moldovan,Cojocaru,Rotaru,Ceban,Țurcanu/Turcanu,Ursu,Lungu,Vasilescu,"
     "Dragomir,Nistor,Sandu,Enache,Preda,Bălan/Balan"},
    {"chinese", "CN,TW,MO", "cmn,pt", 1,
     "Wei=伟,Jun=军,Lei=磊,Yong=勇,Qiang=强,Jian=建,Bin=斌,Hao=浩,Peng=鹏,Chao=超,Zhiming=志明,"
     "Guoliang=国良,Xiaolong=小龙,Minghua=明华,Jianguo=建国,Haibo=海波",
     "Fang=芳,Na=娜,Min=敏,Jing=静,Li=丽,Yan=燕,Juan=娟,Xia=霞,Ping=萍,Hong=红,Xiaoyan=小燕,"
     "Meiling=美玲,Yuhua=玉华,Lihua=丽华,Huifen=惠芬,Xueqin=雪琴",
     "Wang=王,Li=李,Zhang=张,Liu=刘,Chen=陈,Yang=杨,Huang=黄,Zhao=赵,Wu=吴,Zhou=周,Xu=徐,Sun="
     "孙,Ma=马,Zhu=朱,Hu=胡,Lin=林,Guo=郭,He=何,Gao=高,Luo=罗,Zheng=郑,Xie=谢,Tang=唐,Ye=叶"},
    {"indian", "IN", "hi,pa,gu,en", 1,
     "Gurpreet=ਗੁਰਪ੍ਰੀਤ,Harpreet=ਹਰਪ੍ਰੀਤ,Manpreet=ਮਨਪ੍ਰੀਤ,Jaswinder=ਜਸਵਿੰਦਰ,Sukhdev=ਸੁਖਦੇਵ,"
     "Balwinder=ਬਲਵਿੰਦਰ,Rajesh=राजेश,Amit=अमित,Sanjay=संजय,Vijay=विजय,Suresh=सुरेश,Ramesh="
     "रमेश,Anil=अनिल,Rahul=राहुल,Deepak=दीपक,Mukesh=मुकेश,Hardik,Jignesh,Nilesh,Kiran=किरण",
     "Manjeet=ਮਨਜੀਤ,Simranjit=ਸਿਮਰਨਜੀਤ,Amandeep=ਅਮਨਦੀਪ,Kuldeep=ਕੁਲਦੀਪ,Priya=प्रिया,Anita="
     "अनीता,Sunita=सुनीता,Kavita=कविता,Pooja=पूजा,Neha=नेहा,Rekha=रेखा,Meena=मीना,Lakshmi="
     "लक्ष्मी,Asha=आशा,Hetal,Jyoti=ज्योति",
     "Singh=ਸਿੰਘ,Kaur=ਕੌਰ,Sandhu=ਸੰਧੂ,Gill=ਗਿੱਲ,Dhillon=ਢਿੱਲੋਂ,Sidhu=ਸਿੱਧੂ,Grewal=ਗਰੇਵਾਲ,"
     "Sharma=शर्मा,Kumar=कुमार,Patel,Verma=वर्मा,Gupta=गुप्ता,Yadav=यादव,Joshi=जोशी,Shah,Mehta,"
     "Chauhan=चौहान,Rana=राणा,Solanki,Parmar"},
    {"bangladeshi", "BD", "bn,en", 1,
     "Mohammad/Muhammad=মোহাম্মদ,Abdul=আব্দুল,Rahim=রহিম,Karim=করিম,Kamal=কামাল,Jamal=জামাল,"
     "Shahin/Shaheen=শাহীন,Rafiq/Rafique=রফিক,Selim=সেলিম,Nazrul=নজরুল,Anwar=আনোয়ার,Faruk/"
     "Faruque=ফারুক,Habib=হাবিব,Masud=মাসুদ,Rubel=রুবেল,Sohel=সোহেল",
     "Fatema/Fatima=ফাতেমা,Nasrin=নাসরিন,Shirin=শিরিন,Rahima=রহিমা,Salma=সালমা,Ayesha/Aisha="
     "আয়েশা,Taslima=তাসলিমা,Ruma=রুমা,Sharmin=শারমিন,Khadija=খাদিজা,Nargis=নার্গিস,Shapla="
     "শাপলা",
     "Hossain/Hussain=হোসেন,Islam=ইসলাম,Rahman=রহমান,Ahmed/Ahmad=আহমেদ,Khan=খান,Miah/Mia=মিয়া,"
     "Uddin=উদ্দিন,Chowdhury/Choudhury=চৌধুরী,Begum=বেগম,Akter/Akhter=আক্তার,Sarker/Sarkar="
     "সরকার,Alam=আলম,Haque/Hoque=হক,Ali=আলী,Talukder=তালুকদার,Sheikh=শেখ"},
    {"nepali", "NP", "ne,hi,en", 1,
     "Ram=राम,Krishna=कृष्ण,Hari=हरि,Bishnu=विष्णु,Prakash=प्रकाश,Santosh=सन्तोष,Dipendra="
     "दीपेन्द्र,Bikash=विकास,Suman=सुमन,Rajan=राजन,Kamal=कमल,Tika=टीका,Nabin=नवीन,Sagar=सागर",
     "Sita=सीता,Gita=गीता,Laxmi=लक्ष्मी,Sarita=सरिता,Maya=माया,Kamala=कमला,Bimala=विमला,Sabita="
     "सविता,Anju=अन्जु,Puja=पूजा,Radhika=राधिका,Sunita=सुनिता",
     "Gurung=गुरुङ,Tamang=तामाङ,Thapa=थापा,Rai=राई,Magar=मगर,Shrestha=श्रेष्ठ,Adhikari="
     "अधिकारी,Poudel/Paudel=पौडेल,Khadka=खड्का,Bhandari=भण्डारी,Karki=कार्की,Sharma=शर्मा,"
     "Limbu=लिम्बु,KC,Acharya=आचार्य,Regmi=रेग्मी"},
    {"arabic", "MA,SY,EG,DZ,TN,IQ,LY,PS", "ar,fr,en", 1,
     "Mohamed/Mohammed=محمد,Ahmed/Ahmad=أحمد,Youssef/Yusuf=يوسف,Omar/Umar=عمر,Ali=علي,Hassan="
     "حسن,Hussein/Hocine=حسين,Khaled/Khalid=خالد,Mustafa/Mostafa=مصطفى,Ibrahim/Brahim=إبراهيم,"
     "Karim=كريم,Rachid/Rashid=رشيد,Said=سعيد,Samir=سمير,Tariq/Tarek=طارق,Walid=وليد",
     "Fatima/Fatma=فاطمة,Aisha/Aicha=عائشة,Khadija=خديجة,Mariam/Maryam=مريم,Zainab/Zineb=زينب,"
     "Leila/Layla=ليلى,Nour=نور,Huda/Houda=هدى,Samira=سميرة,Amina=أمينة,Rania=رانيا,Salma=سلمى,"
     "Hanan=حنان,Nadia=نادية",
     "Alami/El-Alami=العلمي,Benali=بن علي,Haddad=حداد,Khoury=خوري,Mansour=منصور,Nasser=ناصر,"
     "Rahmani=رحماني,Saidi=سعيدي,Tahiri=الطاهري,Bennani=بناني,Cherkaoui=الشرقاوي,Hamdan=حمدان,"
     "Idrissi=الإدريسي,Jaber=جابر,Kassem/Qasim=قاسم,Othman/Osman=عثمان,Zidane=زيدان,Darwish="
     "درويش"},
    {"urdu_persian", "PK,AF,IR", "ur,ps,prs,fa,en", 1,
     "Muhammad/Mohammad=محمد,Imran=عمران,Asif=آصف,Tariq=طارق,Shahid=شاہد,Nadeem=ندیم,Usman="
     "عثمان,Bilal=بلال,Farhad=فرهاد,Reza=رضا,Javed/Javid=جاوید,Zahir=ظاہر,Hamid=حمید,Naveed="
     "نوید",
     "Ayesha=عائشہ,Fatima=فاطمہ,Saima=صائمہ,Nadia=نادیہ,Rabia=رابعہ,Shabnam=شبنم,Zahra=زهرا,"
     "Maryam=مریم,Parisa=پریسا,Samina=ثمینہ,Farzana=فرزانہ,Nasima=نسیمہ",
     "Khan=خان,Malik=ملک,Butt=بٹ,Qureshi=قریشی,Chaudhry/Chowdhry=چودھری,Sheikh=شیخ,Ahmadi=احمدی,"
     "Hosseini=حسینی,Rahimi=رحیمی,Karimi=کریمی,Mirza=مرزا,Bhatti=بھٹی,Raza=رضا,Azizi=عزیزی,"
     "Noorzai=نورزی,Abbasi=عباسی"},
    {"eritrean", "ER,ET", "ti,en", 1,
     "Yonas=ዮናስ,Tesfay=ተስፋይ,Samuel=ሳሙኤል,Haile=ሃይለ,Berhane=ብርሃነ,Dawit=ዳዊት,Filmon=ፊልሞን,Kidane="
     "ኪዳነ,Mehari=መሓሪ,Abel=ኣቤል",
     "Selam=ሰላም,Letebrhan=ለተብርሃን,Miriam=ሚርያም,Saba=ሳባ,Helen=ሄለን,Rahel=ራሄል,Tsega=ጸጋ,Feven="
     "ፌቨን,Semhar=ሰምሃር,Abeba=ኣበባ",
     "Tesfamariam=ተስፋማርያም,Ghebremedhin=ገብረመድህን,Habtemariam=ሃብተማርያም,Woldu=ወልዱ,Araya=ኣርኣያ,"
     "Mebrahtu=መብራህቱ,Okbay=ዑቕባይ,Tekle=ተኽለ,Asfaha=ኣስፋሃ,Negash=ነጋሽ,Kifle=ክፍለ,Solomon=ሰሎሞን"},
    {"french", "FR,BE,LU,CH", "fr", 1,
     "Jean,Pierre,Michel,Philippe,Alain,Nicolas,Julien,Thomas,François/Francois,Laurent,"
     "Christophe,Olivier,Sébastien/Sebastien,Antoine,Guillaume,Bernard,Hugo,Mathieu",
     "Marie,Nathalie,Isabelle,Sylvie,Catherine,Camille,Léa/Lea,Chloé/Chloe,Sophie,Céline/Celine,"
     "Aurélie/Aurelie,Hélène/Helene,Brigitte,Manon,Valérie/Valerie,Élodie/Elodie,Claire,Julie",
     "Martin,Bernard,Dubois,Thomas,Robert,Richard,Petit,Durand,Leroy,Moreau,Simon,Laurent,"
     "Lefèvre/Lefevre,Michel,Garcia,Roux,Fournier,Girard,Bonnet,Lambert,Fontaine,Rousseau,"
     "Blanc,Guérin/Guerin,Chevalier,Perrin"},
    {"italian", "IT", "it", 1,
     "Marco,Alessandro,Giuseppe,Francesco,Luca,Andrea,Matteo,Lorenzo,Davide,Simone,Giovanni,"
     "Roberto,Stefano,Paolo,Antonio,Federico,Riccardo,Enrico",
     "Giulia,Francesca,Chiara,Federica,Sara,Martina,Valentina,Alessia,Silvia,Elisa,Elena,Paola,"
     "Laura,Anna,Rosa,Caterina,Ilaria,Giovanna",
     "Rossi,Russo,Ferrari,Esposito,Bianchi,Romano,Colombo,Ricci,Marino,Greco,Bruno,Gallo,Conti,"
     "De Luca,Mancini,Giordano,Rizzo,Lombardi,Moretti,Barbieri,Fontana,Caruso,Ferrara,Leone"},
    {"spanish", "ES,VE,CO,AR,MX,CU,PE,UY", "es", 2,
     "Antonio,Manuel,José/Jose,Francisco,David,Juan,Javier,Daniel,Carlos,Jesús/Jesus,Alejandro,"
     "Miguel,Rafael,Pablo,Ángel/Angel,Sergio,Jorge,Luis",
     "Carmen,María/Maria,Josefa,Isabel,Ana,Laura,Cristina,Marta,Pilar,Lucía/Lucia,Elena,"
     "Mercedes,Dolores,Paula,Rosario,Raquel,Beatriz,Yolanda",
     "García/Garcia,González/Gonzalez,Rodríguez/Rodriguez,Fernández/Fernandez,López/Lopez,"
     "Martínez/Martinez,Sánchez/Sanchez,Pérez/Perez,Gómez/Gomez,Ruiz,Hernández/Hernandez,"
     "Jiménez/Jimenez,Díaz/Diaz,Moreno,Álvarez/Alvarez,Muñoz/Munoz,Romero,Navarro,Torres,"
     "Domínguez/Dominguez,Ramos,Castillo,Ortega,Rojas,Quintero,Villalobos"},
    {"german_dutch", "DE,NL,AT,SE,DK,NO,FI", "de,en", 1,
     "Thomas,Michael,Andreas,Stefan,Wolfgang,Jürgen/Juergen,Klaus,Matthias,Jan,Pieter,Willem,"
     "Johannes,Lukas,Uwe,Sven,Dirk",
     "Sabine,Petra,Monika,Claudia,Birgit,Anke,Katrin,Julia,Annemarie,Ingrid,Marijke,Saskia,Heike,"
     "Ursula,Silke,Johanna",
     "Müller/Mueller,Schmidt,Schneider,Fischer,Weber,Meyer,Wagner,Becker,Schulz,Hoffmann,de "
     "Vries,van Dijk,Jansen,Bakker,Visser,Koch,Krüger/Krueger,Schäfer/Schaefer,Lange,Winter"},
    {"bulgarian", "BG", "ru,en", 1,
     "Georgi=Георги,Ivan=Иван,Dimitar=Димитър,Nikolay/Nikolai=Николай,Petar=Петър,Hristo="
     "Христо,Todor=Тодор,Stoyan=Стоян,Plamen=Пламен,Vasil=Васил",
     "Maria/Mariya=Мария,Ivanka=Иванка,Elena=Елена,Yordanka=Йорданка,Penka=Пенка,Rositsa="
     "Росица,Desislava=Десислава,Gergana=Гергана,Tsvetelina=Цветелина,Daniela=Даниела",
     "Ivanov=Иванов,Georgiev=Георгиев,Dimitrov=Димитров,Petrov=Петров,Nikolov=Николов,Hristov="
     "Христов,Stoyanov=Стоянов,Todorov=Тодоров,Iliev=Илиев,Angelov=Ангелов,Kolev=Колев,Marinov="
     "Маринов"},
    {"english", "GB,US,IE,CA,AU,NG,GH,ZA,PH", "en", 1,
     "James,John,Robert,Michael,William,David,Richard,Joseph,Thomas,Christopher,Daniel,Matthew,"
     "Mark,Steven,Paul,Andrew,George,Kevin,Brian,Edward,Emeka,Chukwudi,Kwame,Jericho",
     "Mary,Patricia,Jennifer,Linda,Elizabeth,Barbara,Susan,Jessica,Sarah,Karen,Margaret,Emma,"
     "Olivia,Charlotte,Grace,Helen,Alison,Fiona,Gillian,Heather,Ngozi,Abena,Precious,Marisol",
     "Smith,Jones,Taylor,Brown,Williams,Wilson,Johnson,Davies,Robinson,Wright,Thompson,Evans,"
     "Walker,White,Roberts,Green,Hall,Wood,Jackson,Clarke,Okafor,Mensah,Adeyemi,Reyes,Bautista,"
     "Hughes,Edwards,Turner,Parker,Collins"}};

}  // namespace

absl::Span<const CultureText> CultureTexts() { return kTexts; }

}  // namespace balcao::country
