PRAGMA user_version = 0;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
CREATE TABLE answer (
	person VARCHAR NOT NULL, 
	change VARCHAR NOT NULL, 
	device VARCHAR NOT NULL, 
	n BIGINT NOT NULL, 
	at DOUBLE NOT NULL, 
	kind VARCHAR NOT NULL, 
	subject VARCHAR NOT NULL, 
	refusal BLOB, 
	PRIMARY KEY (person, change)
);
CREATE TABLE audit (
	entry INTEGER NOT NULL, 
	at DOUBLE NOT NULL, 
	person VARCHAR NOT NULL, 
	device VARCHAR NOT NULL, 
	what VARCHAR NOT NULL, 
	subject VARCHAR NOT NULL, 
	change VARCHAR NOT NULL, 
	refused BOOLEAN NOT NULL, person_salt VARCHAR DEFAULT '' NOT NULL, subject_salt VARCHAR DEFAULT '' NOT NULL, 
	PRIMARY KEY (entry)
);
CREATE TABLE audit_seal (
	place BIGINT NOT NULL, 
	entry BIGINT NOT NULL, 
	hash VARCHAR NOT NULL, 
	PRIMARY KEY (place), 
	UNIQUE (entry)
);
CREATE TABLE blob (
	sha VARCHAR NOT NULL, 
	size BIGINT NOT NULL, 
	PRIMARY KEY (sha)
);
CREATE TABLE blob_owner (
	sha VARCHAR NOT NULL, 
	person VARCHAR NOT NULL, 
	PRIMARY KEY (sha, person)
);
CREATE TABLE blob_part (
	sha VARCHAR NOT NULL, 
	sender VARCHAR NOT NULL, 
	number INTEGER NOT NULL, 
	bytes BLOB NOT NULL, 
	PRIMARY KEY (sha, sender, number)
);
CREATE TABLE blob_ref (
	sha VARCHAR NOT NULL, 
	scope VARCHAR NOT NULL, 
	size BIGINT NOT NULL, 
	tree BOOLEAN NOT NULL, 
	PRIMARY KEY (sha, scope)
);
CREATE TABLE blob_upload (
	sha VARCHAR NOT NULL, 
	person VARCHAR NOT NULL, 
	at DOUBLE NOT NULL, 
	PRIMARY KEY (sha, person)
);
CREATE TABLE device (
	id VARCHAR NOT NULL, 
	person VARCHAR NOT NULL, 
	name VARCHAR NOT NULL, 
	last BIGINT DEFAULT 0 NOT NULL, 
	seen DOUBLE NOT NULL, 
	revoked BOOLEAN DEFAULT 0 NOT NULL, seal VARCHAR DEFAULT '' NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(person) REFERENCES person (id)
);
CREATE TABLE erasure (
	person VARCHAR NOT NULL, 
	pseudonym VARCHAR NOT NULL, 
	names BLOB NOT NULL, 
	words_stay BOOLEAN NOT NULL, 
	began DOUBLE NOT NULL, 
	PRIMARY KEY (person)
);
CREATE TABLE goodbye (
	hash VARCHAR NOT NULL, 
	at DOUBLE NOT NULL, 
	PRIMARY KEY (hash)
);
CREATE TABLE identity (
	issuer VARCHAR NOT NULL, 
	subject VARCHAR NOT NULL, 
	person VARCHAR NOT NULL, 
	PRIMARY KEY (issuer, subject), 
	FOREIGN KEY(person) REFERENCES person (id)
);
CREATE TABLE invitation (
	hash VARCHAR NOT NULL, 
	person VARCHAR NOT NULL, 
	name VARCHAR NOT NULL, 
	roles VARCHAR NOT NULL, 
	invited_by VARCHAR NOT NULL, 
	until DOUBLE NOT NULL, 
	taken BOOLEAN DEFAULT 0 NOT NULL, email VARCHAR DEFAULT '' NOT NULL, withdrawn BOOLEAN DEFAULT 0 NOT NULL, 
	PRIMARY KEY (hash)
);
CREATE TABLE membership (
	scope VARCHAR NOT NULL, 
	member VARCHAR NOT NULL, 
	PRIMARY KEY (scope, member)
);
CREATE TABLE meta (
	"key" VARCHAR NOT NULL, 
	value VARCHAR NOT NULL, 
	PRIMARY KEY ("key")
);
CREATE TABLE person (
	id VARCHAR NOT NULL, 
	login VARCHAR NOT NULL, 
	name VARCHAR NOT NULL, 
	password VARCHAR NOT NULL, 
	roles VARCHAR NOT NULL, 
	joined DOUBLE NOT NULL, 
	PRIMARY KEY (id), 
	UNIQUE (login)
);
CREATE TABLE scope (
	name VARCHAR NOT NULL, 
	head BIGINT NOT NULL, 
	floor BIGINT DEFAULT 0 NOT NULL, 
	PRIMARY KEY (name)
);
CREATE TABLE shelf (
	kind VARCHAR NOT NULL, 
	id VARCHAR NOT NULL, 
	scope VARCHAR NOT NULL, 
	parent VARCHAR NOT NULL, 
	seq BIGINT NOT NULL, 
	deleted BOOLEAN NOT NULL, 
	body BLOB NOT NULL, 
	PRIMARY KEY (kind, id), 
	UNIQUE (scope, seq)
);
CREATE TABLE token (
	hash VARCHAR NOT NULL, 
	kind VARCHAR NOT NULL, 
	device VARCHAR NOT NULL, 
	until DOUBLE NOT NULL, 
	used BOOLEAN DEFAULT 0 NOT NULL, 
	PRIMARY KEY (hash), 
	FOREIGN KEY(device) REFERENCES device (id)
);
INSERT INTO alembic_version VALUES('0004');
INSERT INTO answer VALUES('01a225f377df7369b73158ba359743c6','01a225f378b073cdbabd43d98e117dc9','01a225f377e67a718265004e224814dd',1,1772323204.0,'cohort','01a225f378b0768195ed15d225be6898',NULL);
INSERT INTO answer VALUES('01a225f377df7369b73158ba359743c6','01a225f378b1707eadc90dea8854e2f1','01a225f377e67a718265004e224814dd',2,1772323204.0,'mentor','01a225f37840734bb84f0290843c8dd9@01a225f378b0768195ed15d225be6898',NULL);
INSERT INTO answer VALUES('01a225f377df7369b73158ba359743c6','01a225f378b178d39976ed3c96241bdf','01a225f377e67a718265004e224814dd',3,1772323204.0,'mentee','01a225f378897ffbbf04d86b1da50ce8@01a225f378b0768195ed15d225be6898',NULL);
INSERT INTO answer VALUES('01a225f377df7369b73158ba359743c6','01a225f378b173db900b908cbabd4d51','01a225f377e67a718265004e224814dd',4,1772323204.0,'cohort','01a225f378b0768195ed15d225be6898',NULL);
INSERT INTO answer VALUES('01a225f378897ffbbf04d86b1da50ce8','01a225f3790870d0b329bdd3ced667b3','01a225f3788a7387ac5c895cc6f4ff5e',1,1772323205.0,'submission','01a225f37908743687a6b78ae3abf3f9',NULL);
INSERT INTO answer VALUES('01a225f378897ffbbf04d86b1da50ce8','01a225f379087c528639eded8dd24668','01a225f3788a7387ac5c895cc6f4ff5e',2,1772323205.0,'iteration','01a225f37908743687a6b78ae3abf3f9#1',NULL);
INSERT INTO audit VALUES(1,1772323200.0,'','','invitation.make','','',0,'d03d9972782a3f02608a953bc78c8a7a','8b4e53b944a091555581da748ba7cbca');
INSERT INTO audit VALUES(2,1772323200.0,'01a225f377df7369b73158ba359743c6','','account.open','01a225f377e67a718265004e224814dd','',0,'0fd74b84b6e8722b45fd9547a373ab6d','f3d11f982c63fc614a42d6623b75e4ed');
INSERT INTO audit VALUES(3,1772323201.0,'hub','','profile.open','01a225f377df7369b73158ba359743c6','',0,'e748f8a99b1c3ce92efe9d7aedaad40b','203007aaa15a03850c9fc3a91c0f0f3d');
INSERT INTO audit VALUES(4,1772323201.0,'01a225f377df7369b73158ba359743c6','','invitation.make','','',0,'4e63e7eaf566546ff06a8b14e0d83d54','dc5d00fe5bec966a5b108fb61e7ab759');
INSERT INTO audit VALUES(5,1772323201.0,'01a225f37840734bb84f0290843c8dd9','','account.open','01a225f3784277399c18b42029f293f1','',0,'a10a2e3113bd41640e0d8a8752bebe6d','785e7aa36b1452a8aaf673753d64e407');
INSERT INTO audit VALUES(6,1772323202.0,'hub','','profile.open','01a225f37840734bb84f0290843c8dd9','',0,'3810bd16f97beb88abf02cdfc991c3dd','1902a2222519f884dd7f238fff4f27d8');
INSERT INTO audit VALUES(7,1772323202.0,'01a225f377df7369b73158ba359743c6','','invitation.make','','',0,'09a7cfc669ae31a4439430e9ab801e33','6fc04ffe3767f480ae4795aab3cfc4c9');
INSERT INTO audit VALUES(8,1772323202.0,'01a225f378897ffbbf04d86b1da50ce8','','account.open','01a225f3788a7387ac5c895cc6f4ff5e','',0,'e5f526a72e9956c2fdc77644b42af04b','20c38ec871ec9d98a3eee597e3adc1ad');
INSERT INTO audit VALUES(9,1772323203.0,'hub','','profile.open','01a225f378897ffbbf04d86b1da50ce8','',0,'a3c37a71b58247fbe08fa9fd11e01209','384803f0229c33d7555a6ef315d6233d');
INSERT INTO audit VALUES(10,1772323204.0,'01a225f377df7369b73158ba359743c6','01a225f377e67a718265004e224814dd','cohort.start','01a225f378b0768195ed15d225be6898','01a225f378b073cdbabd43d98e117dc9',0,'0371ce40c3a7af1b9d8b4b1ab21710eb','4429408dd7522366798b9a601cbd3393');
INSERT INTO audit VALUES(11,1772323204.0,'01a225f377df7369b73158ba359743c6','01a225f377e67a718265004e224814dd','mentor.enrol','01a225f37840734bb84f0290843c8dd9@01a225f378b0768195ed15d225be6898','01a225f378b1707eadc90dea8854e2f1',0,'2473d94ddb8cb463916d939414b1d888','d8f2a6a23d1915852e89f5d1f682b10b');
INSERT INTO audit VALUES(12,1772323204.0,'01a225f377df7369b73158ba359743c6','01a225f377e67a718265004e224814dd','mentee.enrol','01a225f378897ffbbf04d86b1da50ce8@01a225f378b0768195ed15d225be6898','01a225f378b178d39976ed3c96241bdf',0,'32d943ea25fa37b19085ebce12426fe0','c8ea7c7a227ca73037a37551036055cf');
INSERT INTO audit VALUES(13,1772323204.0,'hub','01a225f377e67a718265004e224814dd','engagement.open','01a225f37840734bb84f0290843c8dd9+01a225f378897ffbbf04d86b1da50ce8@01a225f378b0768195ed15d225be6898','',0,'00476e25bedbc6022b3c24fcc7554375','e346852eab3758047ffbc7e3df9b81fc');
INSERT INTO audit VALUES(14,1772323204.0,'01a225f377df7369b73158ba359743c6','01a225f377e67a718265004e224814dd','cohort.publish','01a225f378b0768195ed15d225be6898','01a225f378b173db900b908cbabd4d51',0,'278a10390969dcb94d329569868c33ee','70780ebdc4abac3baef45bb57a023a96');
INSERT INTO audit VALUES(15,1772323205.0,'hub','01a225f3788a7387ac5c895cc6f4ff5e','engagement.use','01a225f37840734bb84f0290843c8dd9+01a225f378897ffbbf04d86b1da50ce8@01a225f378b0768195ed15d225be6898','',0,'62de4d7ee631f7fb249931b169289ef4','ed73bb1efe6116f0489bfaf1274aaa72');
INSERT INTO audit VALUES(16,1772323205.0,'01a225f378897ffbbf04d86b1da50ce8','01a225f3788a7387ac5c895cc6f4ff5e','submission.open','01a225f37908743687a6b78ae3abf3f9','01a225f3790870d0b329bdd3ced667b3',0,'98b8b33e62dd3a7e1530f4d2c79f6927','35ce818dcb4f54f9373ad4578fdd7b3d');
INSERT INTO audit VALUES(17,1772323205.0,'01a225f378897ffbbf04d86b1da50ce8','01a225f3788a7387ac5c895cc6f4ff5e','iteration.hand_in','01a225f37908743687a6b78ae3abf3f9#1','01a225f379087c528639eded8dd24668',0,'ec456d7978865ff227b6181fbc660d6c','40b7f9d28be13ecf390aedb1c0f37a16');
INSERT INTO audit VALUES(18,1772323205.0,'01a225f377df7369b73158ba359743c6','','invitation.make','','',0,'feed27ba1ad821c9f74dd4d9e3ece2a5','57063f3d92ed83232892235da59d3c4a');
INSERT INTO audit_seal VALUES(1,1,'adb181afa5bc5ee2bae9251fd52a39d40c46e94c286742845bceb64b40055e80');
INSERT INTO audit_seal VALUES(2,2,'c8a92ef0f9336bc70b416b26421f518158b01a64dfb7fb143150111766c4682e');
INSERT INTO audit_seal VALUES(3,3,'913a10af7c1a6b6e838e67fe4dca9c27dd1bb47a7b2f0a81d39ec3a6550becca');
INSERT INTO audit_seal VALUES(4,4,'43db043d2b5c74eba18de7d9cca0c6f9910b2247812a7b9557b3b15f7f57091b');
INSERT INTO audit_seal VALUES(5,5,'56e2027c3f05d6dde0199d3827007627e431e5ec1c3a75b49d571a394f7425f4');
INSERT INTO audit_seal VALUES(6,6,'d664a75ec1fb1baffac62ea7a9c41f409f88d3677d7b0fc7035fcee9c1b32949');
INSERT INTO audit_seal VALUES(7,7,'6c5349c098df77418904c897714d08bb6eabd2b0a2e22489c90420d5fa8581fe');
INSERT INTO audit_seal VALUES(8,8,'541c2580382499828d4071444f99ebf78ebc912d4d96a0076de2aae16416f12a');
INSERT INTO audit_seal VALUES(9,9,'d9021cf6b50d0e87f4bd8d0f5d8b5c857773d4cca1ff044f6512e6b49ad6ead9');
INSERT INTO audit_seal VALUES(10,10,'dd1be112b4ca8b07feb720c46eed4690fb90d614600b98cf5cd05c0fc3fa0989');
INSERT INTO audit_seal VALUES(11,11,'a9f4455afb63f24ab38319430ac9d3ec080590b4f46d9acbc9f3b8b1202af7d3');
INSERT INTO audit_seal VALUES(12,12,'18eea892580d53d3b07d729f7274f31a7c96725d8e8fad2a3f63cd71a580eeed');
INSERT INTO audit_seal VALUES(13,13,'f8b0d6e5990a4dcaca25a0ea9eee6199453039dbd0bbe45117676064ee8a571f');
INSERT INTO audit_seal VALUES(14,14,'4dc4b0162456904898630bb9a70d1dca444e2350f0fc5343d9b979c37edad27a');
INSERT INTO audit_seal VALUES(15,15,'1301d478fc8f313343d017538608d49eb372b807e095d53a7129a8509397a1b6');
INSERT INTO audit_seal VALUES(16,16,'76cb731b519328c0cb17f5a321ac7d3824a495d64216e779ae83e448a34fc057');
INSERT INTO audit_seal VALUES(17,17,'a8fc44965be6639264c5a2253f7c4b5bcf50869b7bcbe1ae63c69457e4e2fcb1');
INSERT INTO audit_seal VALUES(18,18,'2f31255c50e13de8b0b58f0cfba614a9af1e19e7ffe51455f2b2e825a0188ea3');
INSERT INTO blob VALUES('4f96ea865caa70d322300abf4e5caa2764084be2593a16769ce4bfdee70076d1',26);
INSERT INTO blob VALUES('e2fb3d10ad894c88732e8e8f08c7fe82d2161a6df90f14f4e2a9218a4526ffb6',121);
INSERT INTO blob_owner VALUES('4f96ea865caa70d322300abf4e5caa2764084be2593a16769ce4bfdee70076d1','01a225f378897ffbbf04d86b1da50ce8');
INSERT INTO blob_owner VALUES('e2fb3d10ad894c88732e8e8f08c7fe82d2161a6df90f14f4e2a9218a4526ffb6','01a225f378897ffbbf04d86b1da50ce8');
INSERT INTO blob_part VALUES('4f96ea865caa70d322300abf4e5caa2764084be2593a16769ce4bfdee70076d1','',0,CAST('binafsharang, the one file' AS BLOB));
INSERT INTO blob_part VALUES('e2fb3d10ad894c88732e8e8f08c7fe82d2161a6df90f14f4e2a9218a4526ffb6','',0,CAST('{"files":[{"path":"binafsharang.py","sha":"4f96ea865caa70d322300abf4e5caa2764084be2593a16769ce4bfdee70076d1","size":26}]}' AS BLOB));
INSERT INTO blob_ref VALUES('e2fb3d10ad894c88732e8e8f08c7fe82d2161a6df90f14f4e2a9218a4526ffb6','review:01a225f37908743687a6b78ae3abf3f9',121,1);
INSERT INTO blob_ref VALUES('4f96ea865caa70d322300abf4e5caa2764084be2593a16769ce4bfdee70076d1','review:01a225f37908743687a6b78ae3abf3f9',26,0);
INSERT INTO blob_upload VALUES('4f96ea865caa70d322300abf4e5caa2764084be2593a16769ce4bfdee70076d1','01a225f378897ffbbf04d86b1da50ce8',1772323204.0);
INSERT INTO blob_upload VALUES('e2fb3d10ad894c88732e8e8f08c7fe82d2161a6df90f14f4e2a9218a4526ffb6','01a225f378897ffbbf04d86b1da50ce8',1772323204.0);
INSERT INTO blob_upload VALUES('5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e','01a225f378897ffbbf04d86b1da50ce8',1.0);
INSERT INTO device VALUES('01a225f377e67a718265004e224814dd','01a225f377df7369b73158ba359743c6','a computer',4,1772323200.0,0,'');
INSERT INTO device VALUES('01a225f3784277399c18b42029f293f1','01a225f37840734bb84f0290843c8dd9','a computer',0,1772323201.0,0,'');
INSERT INTO device VALUES('01a225f3788a7387ac5c895cc6f4ff5e','01a225f378897ffbbf04d86b1da50ce8','a computer',2,1772323202.0,0,'');
INSERT INTO erasure VALUES('01a225f378897ffbbf04d86b1da50ce8','p',CAST('[]' AS BLOB),1,1.0);
INSERT INTO goodbye VALUES('5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e',1.0);
INSERT INTO identity VALUES('https://platform.example','s','01a225f378897ffbbf04d86b1da50ce8');
INSERT INTO invitation VALUES('c73ceb1a228bf38aa55d63fd5df9a67917771b3e8f90eb27ebda65021ac1ed0f','01a225f377df7369b73158ba359743c6','Coordinator','coordinator','',1773532800.0,1,'',0);
INSERT INTO invitation VALUES('505cf85a824cc1acf191327654997469d187234e3e0ee3737a055630db8a68aa','01a225f37840734bb84f0290843c8dd9','mentor 0','mentor','01a225f377df7369b73158ba359743c6',1773532801.0,1,'',0);
INSERT INTO invitation VALUES('63edbf3ac6bc5f3ab83d1511a81b8d384f2a6e8d1fa843d7387dc2e2ee11d492','01a225f378897ffbbf04d86b1da50ce8','mentee 1','mentee','01a225f377df7369b73158ba359743c6',1773532802.0,1,'',0);
INSERT INTO invitation VALUES('700dbe9a05c4ccfce98326624646e2aa779d4040b16bb219574b4504997ce200','','Somebody','mentee','01a225f377df7369b73158ba359743c6',1773532805.0,0,'',0);
INSERT INTO membership VALUES('public','everyone');
INSERT INTO membership VALUES('cohort:01a225f378b0768195ed15d225be6898','role:coordinator');
INSERT INTO membership VALUES('engagement:01a225f37840734bb84f0290843c8dd9+01a225f378897ffbbf04d86b1da50ce8@01a225f378b0768195ed15d225be6898','01a225f37840734bb84f0290843c8dd9');
INSERT INTO membership VALUES('engagement:01a225f37840734bb84f0290843c8dd9+01a225f378897ffbbf04d86b1da50ce8@01a225f378b0768195ed15d225be6898','01a225f378897ffbbf04d86b1da50ce8');
INSERT INTO membership VALUES('engagement:01a225f37840734bb84f0290843c8dd9+01a225f378897ffbbf04d86b1da50ce8@01a225f378b0768195ed15d225be6898','role:coordinator');
INSERT INTO membership VALUES('review:01a225f37908743687a6b78ae3abf3f9','01a225f37840734bb84f0290843c8dd9');
INSERT INTO membership VALUES('review:01a225f37908743687a6b78ae3abf3f9','01a225f378897ffbbf04d86b1da50ce8');
INSERT INTO membership VALUES('review:01a225f37908743687a6b78ae3abf3f9','role:coordinator');
INSERT INTO membership VALUES('cohort:kept','role:coordinator');
INSERT INTO meta VALUES('epoch','1');
INSERT INTO person VALUES('01a225f377df7369b73158ba359743c6','coordinator','Coordinator','$argon2id$v=19$m=19456,t=2,p=1$q7NYmo6fW63HrzAYeQm6ig$9+Nq3x8hZow79OgMAl98MDTNKxY4BtfM9hAaAZ7ktE4','coordinator',1772323200.0);
INSERT INTO person VALUES('01a225f37840734bb84f0290843c8dd9','binafsharang.mentor','mentor 0','$argon2id$v=19$m=19456,t=2,p=1$e4jZPxbHyMnVpt35G9pYrQ$jjzakINZpR+h8e/SLHoZtX+qQx5C0lndFodD7WbUUJo','mentor',1772323201.0);
INSERT INTO person VALUES('01a225f378897ffbbf04d86b1da50ce8','binafsharang.mentee','mentee 1','$argon2id$v=19$m=19456,t=2,p=1$wXAv4b3rdCgQHjXhe0A/bg$iveytp3XTEHH/P1TuO+QxZXuMKE+O67ZHnCgMXssfpI','mentee',1772323202.0);
INSERT INTO scope VALUES('public',3,0);
INSERT INTO scope VALUES('cohort:01a225f378b0768195ed15d225be6898',3,0);
INSERT INTO scope VALUES('engagement:01a225f37840734bb84f0290843c8dd9+01a225f378897ffbbf04d86b1da50ce8@01a225f378b0768195ed15d225be6898',2,0);
INSERT INTO scope VALUES('review:01a225f37908743687a6b78ae3abf3f9',2,0);
INSERT INTO scope VALUES('cohort:kept',20,0);
INSERT INTO shelf VALUES('profile','01a225f377df7369b73158ba359743c6','public','',1,0,CAST('{"id":"01a225f377df7369b73158ba359743c6","name":"Coordinator","headline":"","skills":[],"languages":[],"capacity":0}' AS BLOB));
INSERT INTO shelf VALUES('profile','01a225f37840734bb84f0290843c8dd9','public','',2,0,CAST('{"id":"01a225f37840734bb84f0290843c8dd9","name":"mentor 0","headline":"","skills":[],"languages":[],"capacity":0}' AS BLOB));
INSERT INTO shelf VALUES('profile','01a225f378897ffbbf04d86b1da50ce8','public','',3,0,CAST('{"id":"01a225f378897ffbbf04d86b1da50ce8","name":"mentee 1","headline":"","skills":[],"languages":[],"capacity":0}' AS BLOB));
INSERT INTO shelf VALUES('cohort','01a225f378b0768195ed15d225be6898','cohort:01a225f378b0768195ed15d225be6898','',1,0,CAST('{"id":"01a225f378b0768195ed15d225be6898","title":"binafsharang","started":"2026-03-01T00:00:04Z","published":"2026-03-01T00:00:04Z","rules":{"weights":{"goal":35,"stack":25,"gap":15,"availability":12,"language":8,"past":5},"policy":"floor","keep":0,"learned":[]}}' AS BLOB));
INSERT INTO shelf VALUES('mentor','01a225f37840734bb84f0290843c8dd9@01a225f378b0768195ed15d225be6898','cohort:01a225f378b0768195ed15d225be6898','01a225f378b0768195ed15d225be6898',2,0,CAST('{"id":"01a225f37840734bb84f0290843c8dd9@01a225f378b0768195ed15d225be6898","cohort":"01a225f378b0768195ed15d225be6898","person":"01a225f37840734bb84f0290843c8dd9","name":"binafsharang","skills":["Python"],"capacity":1,"level":4,"languages":[],"email":"","bio":"","least":0,"free":[],"zone":""}' AS BLOB));
INSERT INTO shelf VALUES('mentee','01a225f378897ffbbf04d86b1da50ce8@01a225f378b0768195ed15d225be6898','cohort:01a225f378b0768195ed15d225be6898','01a225f378b0768195ed15d225be6898',3,0,CAST('{"id":"01a225f378897ffbbf04d86b1da50ce8@01a225f378b0768195ed15d225be6898","cohort":"01a225f378b0768195ed15d225be6898","person":"01a225f378897ffbbf04d86b1da50ce8","name":"binafsharang","wants":["Python"],"skills":[],"level":2,"languages":[],"email":"","goal":"","pinned_to":null,"forbidden":[],"free":[],"zone":"","priority":0,"together":[],"apart":[]}' AS BLOB));
INSERT INTO shelf VALUES('engagement','01a225f37840734bb84f0290843c8dd9+01a225f378897ffbbf04d86b1da50ce8@01a225f378b0768195ed15d225be6898','engagement:01a225f37840734bb84f0290843c8dd9+01a225f378897ffbbf04d86b1da50ce8@01a225f378b0768195ed15d225be6898','01a225f378b0768195ed15d225be6898',2,0,CAST('{"id":"01a225f37840734bb84f0290843c8dd9+01a225f378897ffbbf04d86b1da50ce8@01a225f378b0768195ed15d225be6898","cohort":"01a225f378b0768195ed15d225be6898","cohort_title":"binafsharang","mentor":"01a225f37840734bb84f0290843c8dd9","mentor_name":"binafsharang","mentee":"01a225f378897ffbbf04d86b1da50ce8","mentee_name":"binafsharang","fit":90,"reasons":[],"began":"2026-03-01T00:00:04Z","publication":"","message_to_mentor":"","message_to_mentee":"","used":"2026-03-01T00:00:05Z","ended":null}' AS BLOB));
INSERT INTO shelf VALUES('submission','01a225f37908743687a6b78ae3abf3f9','review:01a225f37908743687a6b78ae3abf3f9','',1,0,CAST('{"id":"01a225f37908743687a6b78ae3abf3f9","author":"01a225f378897ffbbf04d86b1da50ce8","author_name":"binafsharang","mentor":"01a225f37840734bb84f0290843c8dd9","mentor_name":"binafsharang","engagement":"01a225f37840734bb84f0290843c8dd9+01a225f378897ffbbf04d86b1da50ce8@01a225f378b0768195ed15d225be6898","title":"binafsharang","opened":"2026-03-01T00:00:05Z","card":null,"promised":null}' AS BLOB));
INSERT INTO shelf VALUES('iteration','01a225f37908743687a6b78ae3abf3f9#1','review:01a225f37908743687a6b78ae3abf3f9','01a225f37908743687a6b78ae3abf3f9',2,0,CAST('{"id":"01a225f37908743687a6b78ae3abf3f9#1","submission":"01a225f37908743687a6b78ae3abf3f9","number":1,"tree":"e2fb3d10ad894c88732e8e8f08c7fe82d2161a6df90f14f4e2a9218a4526ffb6","files":1,"size":26,"author":"01a225f378897ffbbf04d86b1da50ce8","mentor":"01a225f37840734bb84f0290843c8dd9","handed_in":"2026-03-01T00:00:05Z","note":"","skipped":[]}' AS BLOB));
INSERT INTO shelf VALUES('another','kept-another','cohort:kept','',1,0,CAST('{"id":"some1","engagement":"b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2+a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1@c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3","cohort":"CohortId0","mentor":"b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2","mentee":"b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2","mentee_name":"Timur Aliyev","reason":"Oʻylab koʻraman","asked":"2026-01-01T00:00:00Z"}' AS BLOB));
INSERT INTO shelf VALUES('card','kept-card','cohort:kept','',2,0,CAST('{"id":"some1","project":"ProjectId3","title":"Bozor","column":"a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1","rank":"a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1","detail":"Хорошо","stack":["Хорошо","Oʻylab koʻraman"],"level":18,"assignee":"a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1"}' AS BLOB));
INSERT INTO shelf VALUES('cohort','kept-cohort','cohort:kept','',3,0,CAST('{"id":"some1","title":"Хорошо","started":"2026-01-01T00:00:00Z","published":"2026-01-01T00:00:00Z","rules":{"weights":{"goal":8,"stack":16,"gap":15,"availability":12,"language":9,"past":15},"policy":"sum","keep":18,"learned":[[4,9,4]]}}' AS BLOB));
INSERT INTO shelf VALUES('consent','kept-consent','cohort:kept','',4,0,CAST('{"id":"some1","person":"b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2","use":"directory","given":true,"since":"2026-01-01T00:00:00Z","hidden":null}' AS BLOB));
INSERT INTO shelf VALUES('engagement','kept-engagement','cohort:kept','',5,0,CAST('{"id":"some1","cohort":"CohortId3","cohort_title":"Bozor","mentor":"b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2","mentor_name":"Timur Aliyev","mentee":"b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2","mentee_name":"Timur Aliyev","fit":9,"reasons":["Oʻylab koʻraman","«a\"b\\c»\n\tif x:"],"began":"2026-01-01T00:00:00Z","publication":"x1","message_to_mentor":"«a\"b\\c»\n\tif x:","message_to_mentee":"","used":null,"ended":{"by":"a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1","at":"2026-01-01T00:00:00Z"}}' AS BLOB));
INSERT INTO shelf VALUES('erasure','kept-erasure','cohort:kept','',6,0,CAST('{"id":"b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2","name":"Timur Aliyev","asked":"2026-01-01T00:00:00Z","due":"2026-01-01T00:00:00Z","words_stay":true,"agreed":null}' AS BLOB));
INSERT INTO shelf VALUES('farewell','kept-farewell','cohort:kept','',7,0,CAST('{"id":"some1","salt":"Хорошо","pseudonym":"a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1","at":"2026-01-01T00:00:00Z","done":true}' AS BLOB));
INSERT INTO shelf VALUES('iteration','kept-iteration','cohort:kept','',8,0,CAST('{"id":"some1","submission":"SubmissionId3","number":1,"tree":"a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1","files":16,"size":15,"author":"b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2","mentor":"b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2","handed_in":"2026-01-01T00:00:00Z","note":"Хорошо","skipped":[{"path":"«a\"b\\c»\n\tif x:","why":{"text":"","args":[["","Oʻylab koʻraman"],["","Bozor"],["«a\"b\\c»\n\tif x:","Oʻylab koʻraman"]],"many":"«a\"b\\c»\n\tif x:","n":19}},{"path":"","why":{"text":"Oʻylab koʻraman","args":[["👍🏽","Bozor"]],"many":"👍🏽","n":10}}]}' AS BLOB));
INSERT INTO shelf VALUES('keeping','kept-keeping','cohort:kept','',9,0,CAST('{"id":"some1","periods":{"wait":13,"work":1,"names":8,"sent":16,"returned":15}}' AS BLOB));
INSERT INTO shelf VALUES('mentee','kept-mentee','cohort:kept','',10,0,CAST('{"id":"some1","cohort":"CohortId3","person":"a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1","name":"Malika Karimova","wants":["Хорошо","Хорошо","Oʻylab koʻraman"],"skills":["Oʻylab koʻraman","«a\"b\\c»\n\tif x:"],"level":6,"languages":["","Oʻylab koʻraman",""],"email":"Bozor","goal":"«a\"b\\c»\n\tif x:","pinned_to":null,"forbidden":["a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1@c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3","b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2@c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3","a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1@c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3"],"free":[[2,10],[15,17],[3,11]],"zone":"a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1","priority":10,"together":["a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1@c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3","b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2@c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3","b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2@c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3"],"apart":["b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2@c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3","a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1@c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3","a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1@c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3"]}' AS BLOB));
INSERT INTO shelf VALUES('mentor','kept-mentor','cohort:kept','',11,0,CAST('{"id":"some1","cohort":"CohortId3","person":"a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1","name":"Malika Karimova","skills":["Хорошо","Хорошо","Oʻylab koʻraman"],"capacity":15,"level":11,"languages":["","«a\"b\\c»\n\tif x:",""],"email":"Oʻylab koʻraman","bio":"","least":3,"free":[[8,17],[19,4],[9,3]],"zone":"x1"}' AS BLOB));
INSERT INTO shelf VALUES('outcome','kept-outcome','cohort:kept','',12,0,CAST('{"id":"some1","cohort":"CohortId3","cohort_title":"Bozor","mentor":"b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2","mentor_name":"Timur Aliyev","mentee":"b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2","mentee_name":"Timur Aliyev","asked":"2026-01-01T00:00:00Z","experience":null}' AS BLOB));
INSERT INTO shelf VALUES('profile','kept-profile','cohort:kept','',13,0,CAST('{"id":"a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1","name":"Malika Karimova","headline":"Bozor","skills":[{"name":"«a\"b\\c»\n\tif x:","level":15},{"name":"Хорошо","level":9}],"languages":["Oʻylab koʻraman","«a\"b\\c»\n\tif x:"],"capacity":6}' AS BLOB));
INSERT INTO shelf VALUES('project','kept-project','cohort:kept','',14,0,CAST('{"id":"some1","title":"Хорошо","about":"Bozor","stack":["«a\"b\\c»\n\tif x:","Хорошо"],"owner":"b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2","began":"2026-01-01T00:00:00Z","members":["b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2","b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2"],"columns":[{"id":"some1","title":"«a\"b\\c»\n\tif x:","limit":4},{"id":"some1","title":"","limit":3},{"id":"some1","title":"«a\"b\\c»\n\tif x:","limit":19}]}' AS BLOB));
INSERT INTO shelf VALUES('proposal','kept-proposal','cohort:kept','',15,0,CAST('{"id":"some1","cohort":"CohortId3","cohort_title":"Bozor","side":"a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1","place":"b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2@c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3","person":"b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2","name":"Timur Aliyev","suggestions":[{"place":"b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2@c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3","name":"«a\"b\\c»\n\tif x:","fit":6,"skills":["","Oʻylab koʻraman",""],"reasons":["«a\"b\\c»\n\tif x:"],"about":"Oʻylab koʻraman","level":17,"languages":["«a\"b\\c»\n\tif x:","","Oʻylab koʻraman"]},{"place":"a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1@c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3","name":"👍🏽","fit":2,"skills":["Oʻylab koʻraman","Хорошо","«a\"b\\c»\n\tif x:"],"reasons":["Oʻylab koʻraman"],"about":"Хорошо","level":10,"languages":["👍🏽","","«a\"b\\c»\n\tif x:"]}],"until":"2026-01-01T00:00:00Z","closed":true,"opinion":null}' AS BLOB));
INSERT INTO shelf VALUES('review','kept-review','cohort:kept','',16,0,CAST('{"id":"some1","submission":"SubmissionId3","iteration":1,"reviewer":"b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2","verdict":"commented","summary":"Хорошо","remarks":12,"published":"2026-01-01T00:00:00Z","scores":[{"title":"as the rubric calls it","points":11,"most":18},{"title":"as the rubric calls it","points":16,"most":4}]}' AS BLOB));
INSERT INTO shelf VALUES('rubric','kept-rubric','cohort:kept','',17,0,CAST('{"id":"some1","criteria":[{"title":"Bozor","most":8},{"title":"«a\"b\\c»\n\tif x:","most":15}],"checks":["Oʻylab koʻraman","Хорошо"]}' AS BLOB));
INSERT INTO shelf VALUES('submission','kept-submission','cohort:kept','',18,0,CAST('{"id":"some1","author":"b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2","author_name":"Timur Aliyev","mentor":"b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2","mentor_name":"Timur Aliyev","engagement":"b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2+a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1@c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3","title":"Хорошо","opened":"2026-01-01T00:00:00Z","card":null,"promised":null}' AS BLOB));
INSERT INTO shelf VALUES('task_files','kept-task_files','cohort:kept','',19,0,CAST('{"id":"some1","card":"CardId3","project":"ProjectId0","purpose":"solution","content":{"tree":"a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1","files":12,"size":9},"readers":["b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2","a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1"]}' AS BLOB));
INSERT INTO shelf VALUES('thread','kept-thread','cohort:kept','',20,0,CAST('{"id":"some1","submission":"SubmissionId3","iteration":1,"anchor":{"path":"Oʻylab koʻraman","first":16,"last":15,"first_column":12,"last_column":9,"quote":"Хорошо","prefix":"Oʻylab koʻraman","suffix":"«a\"b\\c»\n\tif x:","sha":"x1"},"label":"suggestion","blocking":true,"comments":[{"id":"CommentId4","text":"Oʻylab koʻraman","stamp":{"by":"a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1","at":"2026-01-01T00:00:00Z"}}],"suggestion":null,"resolved":{"by":"a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1","at":"2026-01-01T00:00:00Z"},"placed":[{"iteration":10,"anchor":{"path":"Хорошо","first":17,"last":3,"first_column":11,"last_column":13,"quote":"Oʻylab koʻraman","prefix":"«a\"b\\c»\n\tif x:","suffix":"👍🏽","sha":"x1"}},{"iteration":17,"anchor":{"path":"Хорошо","first":14,"last":16,"first_column":8,"last_column":1,"quote":"«a\"b\\c»\n\tif x:","prefix":"Bozor","suffix":"Bozor","sha":"a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1"}},{"iteration":20,"anchor":{"path":"Bozor","first":19,"last":15,"first_column":10,"last_column":7,"quote":"👍🏽","prefix":"Oʻylab koʻraman","suffix":"👍🏽","sha":"x1"}}],"links":[{"url":"«a\"b\\c»\n\tif x:","title":"","ticked":true}]}' AS BLOB));
INSERT INTO token VALUES('d370c370198c71d399cb8533cc5d2e2cbf54050d9e772111001fd9bacb229cf3','access','01a225f377e67a718265004e224814dd',1772324100.0,0);
INSERT INTO token VALUES('e6b007852b4a42d56262a304665b0ec11dbb397aa7711deb136a714e78ef51ac','refresh','01a225f377e67a718265004e224814dd',1777507200.0,0);
INSERT INTO token VALUES('417838f6a583088c53df5718b8d1295a235e4541874c85ab05ab779e0693729d','access','01a225f3784277399c18b42029f293f1',1772324101.0,0);
INSERT INTO token VALUES('99a60bfab6f0789e5cb78b34b32fa28b1f3b93faa06840b7216997f8bd439c6b','refresh','01a225f3784277399c18b42029f293f1',1777507201.0,0);
INSERT INTO token VALUES('277423120a899b1aa0e810148f3092d23be869ead902b9b1c10fc7740f2b29b4','access','01a225f3788a7387ac5c895cc6f4ff5e',1772324102.0,0);
INSERT INTO token VALUES('6fdfcc1aef20e32f860479d5d6c6ef5cf30507d18701ea0a960e596fab475624','refresh','01a225f3788a7387ac5c895cc6f4ff5e',1777507202.0,0);
CREATE INDEX answer_device ON answer (device, n);
CREATE INDEX ix_blob_ref_scope ON blob_ref (scope);
CREATE INDEX ix_device_person ON device (person);
CREATE INDEX ix_identity_person ON identity (person);
CREATE INDEX ix_invitation_email ON invitation (email);
CREATE INDEX ix_membership_member ON membership (member);
CREATE INDEX ix_token_device ON token (device);
CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END;
CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit WHEN NOT (NEW.entry = OLD.entry AND NEW.at = OLD.at AND NEW.device = OLD.device AND NEW.what = OLD.what AND NEW.change = OLD.change AND NEW.refused = OLD.refused AND ((NEW.person = OLD.person AND NEW.person_salt = OLD.person_salt) OR (length(OLD.person_salt) < 64 AND NEW.person = '' AND length(NEW.person_salt) = 64)) AND ((NEW.subject = OLD.subject AND NEW.subject_salt = OLD.subject_salt) OR (length(OLD.subject_salt) < 64 AND NEW.subject = '' AND length(NEW.subject_salt) = 64))) BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END;
CREATE TRIGGER audit_seal_no_delete BEFORE DELETE ON audit_seal BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END;
CREATE TRIGGER audit_seal_no_update BEFORE UPDATE ON audit_seal BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END;
