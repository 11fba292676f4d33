/**
 * Passwords and beginnings of passwords that are tried first, in small letters: those that stand at the head of
 * every list of leaked ones, in several languages, and words of this house.
 */
export const commonPasswords: ReadonlySet<string> = new Set(
  `
0123456789 0987654321 1029384756 11223344 1122334455 112233445566 123123123a 123454321 1234554321
123456789012 1234567890q 1234567891 12345678910 123456789a 123456789q 12345qwert 123abc123abc
123qweasd 123qweasdzxc 147258369 1472583690 159357 159753456 1q2w3e 1q2w3e4r 1q2w3e4r5t
1q2w3e4r5t6y 1qaz2wsx 1qaz2wsx3edc 741852963 789456123 7894561230 9638527410 9876543210 987654321a
a123456789 a1234567890 a1b2c3d4 a1b2c3d4e5 aa123456 aa12345678 abc123 abcd1234 abcd12345
abcde12345 access access123 admin admin123 adminadmin administrator alexander alexandra amanda
andrew android angel angel123 angels anthony apple apple123 arsenal asdfgh asdfghjkl asdfghjkl1
ashley atelier atelier1 atelier123 atelieratelier autumn azerty azertyuiop babyboy babygirl
babygirl1 barcelona baseball basketball batman batman123 benjamin blahblah blink182 buster
butterfly changeit changeme changemenow charlie chelsea chocolate christian christina christopher
cisco cisco123 company company123 computer contrasena contraseña cookie cookies correcthorse
correcthorsebatterystaple corvette cowboys dallas daniel december default demo demo1234 demodemo
diamond docker dragon dragon123 dragonball eagles elizabeth eminem example example123 facebook
familia family february ferrari football football1 forever forever1 fortnite freedom freedom1
friday friends friendship gabriel gfhjkm gfhjkm123 ghbdtn ghbdtn123 ghbdtnghbdtn goodluck google
greenday guest guest123 guitar harley haslo haslo123 hello hello123 hello12345 helloworld hockey
hunter hunter2 ilovemyself iloveyou iloveyou1 iloveyou2 iloveyouso internet january jennifer
jessica jonathan jordan jordan23 juventus kawasaki killer killer123 lakers letmein letmeinnow
letmeinplease linkedin liverpool liverpool1 login login123 loginlogin lovelove lovely loveme
manchester marina master master123 matrix matrix123 mercedes metallica michael michelle microsoft
minecraft minecraft1 miniatures monday monkey monkey123 monkey1234 moscow motdepasse mustang
mypassword mysql naruto naruto123 natasha nicholas nicole nirvana nothing november october
onepiece opensesame opensesame1 oracle oracle123 p4ssw0rd p4ssword p@ssw0rd p@ssword pa$$w0rd
pa$$word pa55w0rd pa55word packers parola pass1234 pass12345 pass123456 passpass passpass1
passw0rd password password1 password12 password123 password1234 password12345 passwort patrick
phoenix pikachu pokemon pokemon123 porsche postgres postgres123 postgresql princess princess1
q1w2e3r4 q1w2e3r4t5 qazwsx123 qazwsxedc qazwsxedcrfv qwe123qwe123 qweasdzxc qweasdzxc123 qwerty
qwerty1 qwerty12 qwerty123 qwerty1234 qwerty12345 qwerty123456 qwerty7 qwertyui qwertyuiop qwertz
qwertzuiop ranger raspberry realmadrid robert roblox rockstar rockyou rockyou1 root rootroot
russia samantha samsung sebastian secret security security1 senha senha123 september server
server123 shadow shadow123 slipknot soccer spartak spiderman spring starwars steelers stephanie
summer summer2024 summer2025 summer2026 sunshine sunshine1 superman superman1 supersecret
superstar sweetheart sweetie system system123 teamo teamo123 temp temp1234 temporary test test123
test1234 test12345 tester testing testing123 testtest testtesttest thepassword thomas tigers
tigger toor topsecret trustno1 twitter ubuntu user user123 username vfhbyf victoria wachtwoord
warhammer warhammer40k welcome welcome1 welcome123 welcometo whatever whatever1 william windows
windows10 winter winter2024 winter2025 winter2026 workbench yamaha yankees yfnfif zaq12wsx
zaq1zaq1 zenit zxcvbnm zxcvbnm1 zxcvbnm123 зенит йцукен йцукен123 йцукенг йцукенгшщз люблю любовь
марина москва наташа пароль пароль123 парольпароль привет привет123 приветпривет россия спартак
`
    .trim()
    .split(/\s+/),
);
