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
	revoked BOOLEAN DEFAULT 0 NOT NULL, seal VARCHAR DEFAULT '' NOT NULL, signed_in DOUBLE DEFAULT 0 NOT NULL, 
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
INSERT INTO alembic_version VALUES('0005');
INSERT INTO answer VALUES('01a22788a9387bb3b54eb2d5e70adbbe','01a22788acb77829bba58abf943ba62c','01a22788a9587037936798e04f270cc3',1,1772323204.0,'cohort','01a22788acb775bba97de449b9330d8b',NULL);
INSERT INTO answer VALUES('01a22788a9387bb3b54eb2d5e70adbbe','01a22788acc47bf2a66c8164d0e46647','01a22788a9587037936798e04f270cc3',2,1772323204.0,'mentor','01a22788ab787f5082f0e591aa944d35@01a22788acb775bba97de449b9330d8b',NULL);
INSERT INTO answer VALUES('01a22788a9387bb3b54eb2d5e70adbbe','01a22788acc4774caaff326a6cd86a62','01a22788a9587037936798e04f270cc3',3,1772323204.0,'mentee','01a22788ac957bfba9527a081fc16f31@01a22788acb775bba97de449b9330d8b',NULL);
INSERT INTO answer VALUES('01a22788a9387bb3b54eb2d5e70adbbe','01a22788acc47ae388c85be14155d334','01a22788a9587037936798e04f270cc3',4,1772323204.0,'cohort','01a22788acb775bba97de449b9330d8b',NULL);
INSERT INTO answer VALUES('01a22788ac957bfba9527a081fc16f31','01a22788afdd789aab3d3f000925bc20','01a22788ac967529ba471f7073b88c1f',1,1772323205.0,'submission','01a22788afd5773497975df283cf72a9',NULL);
INSERT INTO answer VALUES('01a22788ac957bfba9527a081fc16f31','01a22788afe5711ba66bb929174222e2','01a22788ac967529ba471f7073b88c1f',2,1772323205.0,'iteration','01a22788afd5773497975df283cf72a9#1',NULL);
INSERT INTO audit VALUES(1,1772323200.0,'','','invitation.make','','',0,'f988b0e611736561f20adff130234162','7379355e4f1c6102433f4038377ffb7e');
INSERT INTO audit VALUES(2,1772323200.0,'01a22788a9387bb3b54eb2d5e70adbbe','','account.open','01a22788a9587037936798e04f270cc3','',0,'a7ed6f3d05275bb2dcd8836793575ba0','bfd6486091e5ed47ad7d6630a9057476');
INSERT INTO audit VALUES(3,1772323201.0,'hub','','profile.open','01a22788a9387bb3b54eb2d5e70adbbe','',0,'bdf0b26c07ac304940bd62481454fe40','9fc23807f4f71528bb0490597c4f3023');
INSERT INTO audit VALUES(4,1772323201.0,'01a22788a9387bb3b54eb2d5e70adbbe','','invitation.make','','',0,'e18154afbf07c9762ec7d07bddabfdc9','9245aa9aadafc22830600205aa7e49de');
INSERT INTO audit VALUES(5,1772323201.0,'01a22788ab787f5082f0e591aa944d35','','account.open','01a22788ab7973bba67a778e5e297ad9','',0,'d15d172297de84f06715f39ee65da928','91f5c47de71edbfc27e391db1f926abd');
INSERT INTO audit VALUES(6,1772323202.0,'hub','','profile.open','01a22788ab787f5082f0e591aa944d35','',0,'92b137e66296a1c886312909032965a7','15b9135859000ee404b3516ed5e301ec');
INSERT INTO audit VALUES(7,1772323202.0,'01a22788a9387bb3b54eb2d5e70adbbe','','invitation.make','','',0,'4310a7eedce622012b917ac71a4e12d4','e47eabc87f65b2cc0d3f70c79e2181f1');
INSERT INTO audit VALUES(8,1772323202.0,'01a22788ac957bfba9527a081fc16f31','','account.open','01a22788ac967529ba471f7073b88c1f','',0,'11421970942c814aecadf0011ecb6c33','d46e26cc36aa5d1a8d35ffd52356ee76');
INSERT INTO audit VALUES(9,1772323203.0,'hub','','profile.open','01a22788ac957bfba9527a081fc16f31','',0,'91ad6bc6567fcd1df0901cda17072a17','360a8431e3cca6554c836a1fe6f2dcc9');
INSERT INTO audit VALUES(10,1772323204.0,'01a22788a9387bb3b54eb2d5e70adbbe','01a22788a9587037936798e04f270cc3','cohort.start','01a22788acb775bba97de449b9330d8b','01a22788acb77829bba58abf943ba62c',0,'3129393fe65ce345c26364385388ef09','441ea6c467afa06bca9e09718d128fb9');
INSERT INTO audit VALUES(11,1772323204.0,'01a22788a9387bb3b54eb2d5e70adbbe','01a22788a9587037936798e04f270cc3','mentor.enrol','01a22788ab787f5082f0e591aa944d35@01a22788acb775bba97de449b9330d8b','01a22788acc47bf2a66c8164d0e46647',0,'fab7d9c3c37f45719b00affd0e12f844','8b7cc0a0ec6340c46c40b832b9f6365a');
INSERT INTO audit VALUES(12,1772323204.0,'01a22788a9387bb3b54eb2d5e70adbbe','01a22788a9587037936798e04f270cc3','mentee.enrol','01a22788ac957bfba9527a081fc16f31@01a22788acb775bba97de449b9330d8b','01a22788acc4774caaff326a6cd86a62',0,'c6b6252a5d2b942aa7e18272d4a87dd7','e290f23e341ddd713c955ec1f476b470');
INSERT INTO audit VALUES(13,1772323204.0,'hub','01a22788a9587037936798e04f270cc3','engagement.open','01a22788ab787f5082f0e591aa944d35+01a22788ac957bfba9527a081fc16f31@01a22788acb775bba97de449b9330d8b','',0,'9444b9e875b40afea2471360a0e15ccf','a42b3de379f4600628a4275c964c816e');
INSERT INTO audit VALUES(14,1772323204.0,'01a22788a9387bb3b54eb2d5e70adbbe','01a22788a9587037936798e04f270cc3','cohort.publish','01a22788acb775bba97de449b9330d8b','01a22788acc47ae388c85be14155d334',0,'343ea31202aebc04128d6a81f380c2d1','c587f655781d1b25c205483c9b54d990');
INSERT INTO audit VALUES(15,1772323205.0,'hub','01a22788ac967529ba471f7073b88c1f','engagement.use','01a22788ab787f5082f0e591aa944d35+01a22788ac957bfba9527a081fc16f31@01a22788acb775bba97de449b9330d8b','',0,'00b0b7d3ec4cdc97a7ad5d9a3067e67a','fceeb4570d373b23b918febc90ce8b6a');
INSERT INTO audit VALUES(16,1772323205.0,'01a22788ac957bfba9527a081fc16f31','01a22788ac967529ba471f7073b88c1f','submission.open','01a22788afd5773497975df283cf72a9','01a22788afdd789aab3d3f000925bc20',0,'7d96ca5944a8bb244b05dd0d98a58cb6','6f9ef799674a0ed107170a18196f19d6');
INSERT INTO audit VALUES(17,1772323205.0,'01a22788ac957bfba9527a081fc16f31','01a22788ac967529ba471f7073b88c1f','iteration.hand_in','01a22788afd5773497975df283cf72a9#1','01a22788afe5711ba66bb929174222e2',0,'8a5f680393d7b580a54690ca28c93017','77e46e35e9a83e51f3c31685c240b61a');
INSERT INTO audit VALUES(18,1772323205.0,'01a22788a9387bb3b54eb2d5e70adbbe','','invitation.make','','',0,'ea37f6ccb4c3870dbf5a5e584bf47362','097ef9ff4df86a3060f174b73d45430c');
INSERT INTO audit_seal VALUES(1,1,'716f1748fdc8f76753c90aa5bcaf24e23fcd135c90b8f20c79ce09be82f1f3a8');
INSERT INTO audit_seal VALUES(2,2,'276f6fda291ef4a53aee69cb814ca0016aa5aae1a8043120aa1a21f2f182c2b4');
INSERT INTO audit_seal VALUES(3,3,'77e49fa933e331f93c310336ae199c4faa70d627e58952aa6ad8911690468dcc');
INSERT INTO audit_seal VALUES(4,4,'dc4866fd3fae3125d40019d85cf7e30d8380e9a51f45ef686ac7cc91bd0335f3');
INSERT INTO audit_seal VALUES(5,5,'b42aed536048d02724eb40c14d8a371d2d4836bfe2ec1b8e63868737cc6136f8');
INSERT INTO audit_seal VALUES(6,6,'69be6aaf21ce7e7bdfae5a5432df9cae4afc5f6303cf47ffdf039459c148898c');
INSERT INTO audit_seal VALUES(7,7,'b6b52766dc5b056472ee3bf62f3ee4a8579a9566082199594d5e1a178d846870');
INSERT INTO audit_seal VALUES(8,8,'35eb32b620572cd8373990f4168a7f5c9c8ca5f66c7eb4b7b831ca07bba338b2');
INSERT INTO audit_seal VALUES(9,9,'0c95da308dec9863e28218d29dd5f4386e049a18c665f4d8d962e14df5108a00');
INSERT INTO audit_seal VALUES(10,10,'ab34d0bb52d89eacdd62a5687255001653f410019c5b541d684c4ca3f687cb1a');
INSERT INTO audit_seal VALUES(11,11,'0cc9a5162314265a799d438a1f356283362992530bb3b644bc642572e3dbe1c9');
INSERT INTO audit_seal VALUES(12,12,'422b71cd7f6bfb266459be660e66460a41f03f0d488b177fa7428d17383d64ae');
INSERT INTO audit_seal VALUES(13,13,'32fce2b2772e8de421bcd1a5ae9bc208191eac07beed52475e496bba6075d6d1');
INSERT INTO audit_seal VALUES(14,14,'eee971a744d9ee8bf158acd136a3451c1085e3ca27101a358cec2546182d36ad');
INSERT INTO audit_seal VALUES(15,15,'d4c38d47d84af2f3de739c04ed1e0c75a86b388cfef7e93e243a38d0d49d5096');
INSERT INTO audit_seal VALUES(16,16,'6dbd8f54933187af1adedcacfd6b6e6b87f386bf6efd8881370eaf0cc18c2a2d');
INSERT INTO audit_seal VALUES(17,17,'d18363eb794f5328602ecd4614dfe543f16427475f83b7f8c8b9f78493b94050');
INSERT INTO audit_seal VALUES(18,18,'8fcde3d4aa1db70ed8e7523904352582471d5a7c2d87ea590589dce143528d51');
INSERT INTO blob VALUES('4f96ea865caa70d322300abf4e5caa2764084be2593a16769ce4bfdee70076d1',26);
INSERT INTO blob VALUES('e2fb3d10ad894c88732e8e8f08c7fe82d2161a6df90f14f4e2a9218a4526ffb6',121);
INSERT INTO blob_owner VALUES('4f96ea865caa70d322300abf4e5caa2764084be2593a16769ce4bfdee70076d1','01a22788ac957bfba9527a081fc16f31');
INSERT INTO blob_owner VALUES('e2fb3d10ad894c88732e8e8f08c7fe82d2161a6df90f14f4e2a9218a4526ffb6','01a22788ac957bfba9527a081fc16f31');
INSERT INTO blob_part VALUES('4f96ea865caa70d322300abf4e5caa2764084be2593a16769ce4bfdee70076d1','',0,CAST('binafsharang, the one file' AS BLOB));
INSERT INTO blob_part VALUES('e2fb3d10ad894c88732e8e8f08c7fe82d2161a6df90f14f4e2a9218a4526ffb6','',0,CAST('{"files":[{"path":"binafsharang.py","sha":"4f96ea865caa70d322300abf4e5caa2764084be2593a16769ce4bfdee70076d1","size":26}]}' AS BLOB));
INSERT INTO blob_ref VALUES('e2fb3d10ad894c88732e8e8f08c7fe82d2161a6df90f14f4e2a9218a4526ffb6','review:01a22788afd5773497975df283cf72a9',121,1);
INSERT INTO blob_ref VALUES('4f96ea865caa70d322300abf4e5caa2764084be2593a16769ce4bfdee70076d1','review:01a22788afd5773497975df283cf72a9',26,0);
INSERT INTO blob_upload VALUES('4f96ea865caa70d322300abf4e5caa2764084be2593a16769ce4bfdee70076d1','01a22788ac957bfba9527a081fc16f31',1772323204.0);
INSERT INTO blob_upload VALUES('e2fb3d10ad894c88732e8e8f08c7fe82d2161a6df90f14f4e2a9218a4526ffb6','01a22788ac957bfba9527a081fc16f31',1772323204.0);
INSERT INTO blob_upload VALUES('5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e','01a22788ac957bfba9527a081fc16f31',1.0);
INSERT INTO device VALUES('01a22788a9587037936798e04f270cc3','01a22788a9387bb3b54eb2d5e70adbbe','a computer',4,1772323200.0,0,'',1772323200.0);
INSERT INTO device VALUES('01a22788ab7973bba67a778e5e297ad9','01a22788ab787f5082f0e591aa944d35','a computer',0,1772323201.0,0,'',1772323201.0);
INSERT INTO device VALUES('01a22788ac967529ba471f7073b88c1f','01a22788ac957bfba9527a081fc16f31','a computer',2,1772323202.0,0,'',1772323202.0);
INSERT INTO erasure VALUES('01a22788ac957bfba9527a081fc16f31','p',CAST('[]' AS BLOB),1,1.0);
INSERT INTO goodbye VALUES('5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e',1.0);
INSERT INTO identity VALUES('https://platform.example','s','01a22788ac957bfba9527a081fc16f31');
INSERT INTO invitation VALUES('38508dd58f768edc0770bd10f3ae583513594d222bb52266caeb68c9d65d7b8c','01a22788a9387bb3b54eb2d5e70adbbe','Coordinator','coordinator','',1773532800.0,1,'',0);
INSERT INTO invitation VALUES('e3be85374b1b5a4579ccef118e786db454c5000754afddf307ce23fb94e891c4','01a22788ab787f5082f0e591aa944d35','mentor 0','mentor','01a22788a9387bb3b54eb2d5e70adbbe',1773532801.0,1,'',0);
INSERT INTO invitation VALUES('7b1ef6d62b090a7bbe4436d315fc52c8c5e272aac89093bee83241dc68ebcdbf','01a22788ac957bfba9527a081fc16f31','mentee 1','mentee','01a22788a9387bb3b54eb2d5e70adbbe',1773532802.0,1,'',0);
INSERT INTO invitation VALUES('62ada34f23f0dcd1c77031d20a06fd213ed0e9c613d4ad829be29b68b408cd3f','','Somebody','mentee','01a22788a9387bb3b54eb2d5e70adbbe',1773532805.0,0,'',0);
INSERT INTO membership VALUES('public','everyone');
INSERT INTO membership VALUES('cohort:01a22788acb775bba97de449b9330d8b','role:coordinator');
INSERT INTO membership VALUES('engagement:01a22788ab787f5082f0e591aa944d35+01a22788ac957bfba9527a081fc16f31@01a22788acb775bba97de449b9330d8b','01a22788ab787f5082f0e591aa944d35');
INSERT INTO membership VALUES('engagement:01a22788ab787f5082f0e591aa944d35+01a22788ac957bfba9527a081fc16f31@01a22788acb775bba97de449b9330d8b','01a22788ac957bfba9527a081fc16f31');
INSERT INTO membership VALUES('engagement:01a22788ab787f5082f0e591aa944d35+01a22788ac957bfba9527a081fc16f31@01a22788acb775bba97de449b9330d8b','role:coordinator');
INSERT INTO membership VALUES('review:01a22788afd5773497975df283cf72a9','01a22788ab787f5082f0e591aa944d35');
INSERT INTO membership VALUES('review:01a22788afd5773497975df283cf72a9','01a22788ac957bfba9527a081fc16f31');
INSERT INTO membership VALUES('review:01a22788afd5773497975df283cf72a9','role:coordinator');
INSERT INTO membership VALUES('cohort:kept','role:coordinator');
INSERT INTO meta VALUES('epoch','1');
INSERT INTO meta VALUES('device_secret','21fe5c710f3823a54404e7c45208ef906914d3565f08ff1d2c0083b1a1f0bc8b');
INSERT INTO person VALUES('01a22788a9387bb3b54eb2d5e70adbbe','coordinator','Coordinator','$argon2id$v=19$m=19456,t=2,p=1$Xmbd7K41F+4hpPl6JFFPBQ$p9qcX2IqZL8hSkCF+1RaQPiBQ6PRNNqIzYKuFxRKZj0','coordinator',1772323200.0);
INSERT INTO person VALUES('01a22788ab787f5082f0e591aa944d35','binafsharang.mentor','mentor 0','$argon2id$v=19$m=19456,t=2,p=1$EXypqnCyghn0ZC5KW49bjg$z/fyTkuxCTZU77HQgkLaiJ8aAgKLZJY1JOaTTGAT4yk','mentor',1772323201.0);
INSERT INTO person VALUES('01a22788ac957bfba9527a081fc16f31','binafsharang.mentee','mentee 1','$argon2id$v=19$m=19456,t=2,p=1$DmhPPmadYmRuDCDFUOFAxQ$wJUs/RpkAG39PlWxA2C3RQrIFZAWtlxz4xAtvcnXYSs','mentee',1772323202.0);
INSERT INTO scope VALUES('public',3,0);
INSERT INTO scope VALUES('cohort:01a22788acb775bba97de449b9330d8b',3,0);
INSERT INTO scope VALUES('engagement:01a22788ab787f5082f0e591aa944d35+01a22788ac957bfba9527a081fc16f31@01a22788acb775bba97de449b9330d8b',2,0);
INSERT INTO scope VALUES('review:01a22788afd5773497975df283cf72a9',2,0);
INSERT INTO scope VALUES('cohort:kept',20,0);
INSERT INTO shelf VALUES('profile','01a22788a9387bb3b54eb2d5e70adbbe','public','',1,0,CAST('{"id":"01a22788a9387bb3b54eb2d5e70adbbe","name":"Coordinator","headline":"","skills":[],"languages":[],"capacity":0}' AS BLOB));
INSERT INTO shelf VALUES('profile','01a22788ab787f5082f0e591aa944d35','public','',2,0,CAST('{"id":"01a22788ab787f5082f0e591aa944d35","name":"mentor 0","headline":"","skills":[],"languages":[],"capacity":0}' AS BLOB));
INSERT INTO shelf VALUES('profile','01a22788ac957bfba9527a081fc16f31','public','',3,0,CAST('{"id":"01a22788ac957bfba9527a081fc16f31","name":"mentee 1","headline":"","skills":[],"languages":[],"capacity":0}' AS BLOB));
INSERT INTO shelf VALUES('cohort','01a22788acb775bba97de449b9330d8b','cohort:01a22788acb775bba97de449b9330d8b','',1,0,CAST('{"id":"01a22788acb775bba97de449b9330d8b","title":"binafsharang","started":"2026-03-01T00:00:04Z","published":"2026-03-01T00:00:04Z","rules":{"weights":{"goal":35,"stack":25,"gap":15,"availability":12,"language":8,"past":5},"policy":"floor","keep":0,"learned":[]}}' AS BLOB));
INSERT INTO shelf VALUES('mentor','01a22788ab787f5082f0e591aa944d35@01a22788acb775bba97de449b9330d8b','cohort:01a22788acb775bba97de449b9330d8b','01a22788acb775bba97de449b9330d8b',2,0,CAST('{"id":"01a22788ab787f5082f0e591aa944d35@01a22788acb775bba97de449b9330d8b","cohort":"01a22788acb775bba97de449b9330d8b","person":"01a22788ab787f5082f0e591aa944d35","name":"binafsharang","skills":["Python"],"capacity":1,"level":4,"languages":[],"email":"","bio":"","least":0,"free":[],"zone":""}' AS BLOB));
INSERT INTO shelf VALUES('mentee','01a22788ac957bfba9527a081fc16f31@01a22788acb775bba97de449b9330d8b','cohort:01a22788acb775bba97de449b9330d8b','01a22788acb775bba97de449b9330d8b',3,0,CAST('{"id":"01a22788ac957bfba9527a081fc16f31@01a22788acb775bba97de449b9330d8b","cohort":"01a22788acb775bba97de449b9330d8b","person":"01a22788ac957bfba9527a081fc16f31","name":"binafsharang","wants":["Python"],"skills":[],"level":2,"languages":[],"email":"","goal":"","pinned_to":null,"forbidden":[],"free":[],"zone":"","priority":0,"together":[],"apart":[]}' AS BLOB));
INSERT INTO shelf VALUES('engagement','01a22788ab787f5082f0e591aa944d35+01a22788ac957bfba9527a081fc16f31@01a22788acb775bba97de449b9330d8b','engagement:01a22788ab787f5082f0e591aa944d35+01a22788ac957bfba9527a081fc16f31@01a22788acb775bba97de449b9330d8b','01a22788acb775bba97de449b9330d8b',2,0,CAST('{"id":"01a22788ab787f5082f0e591aa944d35+01a22788ac957bfba9527a081fc16f31@01a22788acb775bba97de449b9330d8b","cohort":"01a22788acb775bba97de449b9330d8b","cohort_title":"binafsharang","mentor":"01a22788ab787f5082f0e591aa944d35","mentor_name":"binafsharang","mentee":"01a22788ac957bfba9527a081fc16f31","mentee_name":"binafsharang","fit":90,"reasons":[],"began":"2026-03-01T00:00:04Z","publication":"","message_to_mentor":"","message_to_mentee":"","used":"2026-03-01T00:00:05Z","ended":null}' AS BLOB));
INSERT INTO shelf VALUES('submission','01a22788afd5773497975df283cf72a9','review:01a22788afd5773497975df283cf72a9','',1,0,CAST('{"id":"01a22788afd5773497975df283cf72a9","author":"01a22788ac957bfba9527a081fc16f31","author_name":"binafsharang","mentor":"01a22788ab787f5082f0e591aa944d35","mentor_name":"binafsharang","engagement":"01a22788ab787f5082f0e591aa944d35+01a22788ac957bfba9527a081fc16f31@01a22788acb775bba97de449b9330d8b","title":"binafsharang","opened":"2026-03-01T00:00:05Z","card":null,"promised":null}' AS BLOB));
INSERT INTO shelf VALUES('iteration','01a22788afd5773497975df283cf72a9#1','review:01a22788afd5773497975df283cf72a9','01a22788afd5773497975df283cf72a9',2,0,CAST('{"id":"01a22788afd5773497975df283cf72a9#1","submission":"01a22788afd5773497975df283cf72a9","number":1,"tree":"e2fb3d10ad894c88732e8e8f08c7fe82d2161a6df90f14f4e2a9218a4526ffb6","files":1,"size":26,"author":"01a22788ac957bfba9527a081fc16f31","mentor":"01a22788ab787f5082f0e591aa944d35","handed_in":"2026-03-01T00:00:05Z","note":"","skipped":[]}' AS BLOB));
INSERT INTO shelf VALUES('another','kept-another','cohort:kept','',1,0,CAST('{"id":"some1","engagement":"b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2+a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1@c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3","cohort":"CohortId0","mentor":"b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2","mentee":"b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2","mentee_name":"Timur Aliyev","reason":"Oʻylab koʻraman","asked":"2026-01-01T00:00:00Z"}' AS BLOB));
INSERT INTO shelf VALUES('card','kept-card','cohort:kept','',2,0,CAST('{"id":"some1","project":"ProjectId3","title":"Bozor","column":"a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1","rank":"a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1","detail":"Хорошо","stack":["Хорошо","Oʻylab koʻraman"],"level":18,"assignee":"a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1"}' AS BLOB));
INSERT INTO shelf VALUES('cohort','kept-cohort','cohort:kept','',3,0,CAST('{"id":"some1","title":"Хорошо","started":"2026-01-01T00:00:00Z","published":"2026-01-01T00:00:00Z","rules":{"weights":{"goal":8,"stack":16,"gap":15,"availability":12,"language":9,"past":15},"policy":"sum","keep":18,"learned":[[4,9,4]]}}' AS BLOB));
INSERT INTO shelf VALUES('consent','kept-consent','cohort:kept','',4,0,CAST('{"id":"some1","person":"b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2","use":"directory","given":true,"since":"2026-01-01T00:00:00Z","hidden":null}' AS BLOB));
INSERT INTO shelf VALUES('engagement','kept-engagement','cohort:kept','',5,0,CAST('{"id":"some1","cohort":"CohortId3","cohort_title":"Bozor","mentor":"b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2","mentor_name":"Timur Aliyev","mentee":"b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2","mentee_name":"Timur Aliyev","fit":9,"reasons":["Oʻylab koʻraman","«a\"b\\c»\n\tif x:"],"began":"2026-01-01T00:00:00Z","publication":"x1","message_to_mentor":"«a\"b\\c»\n\tif x:","message_to_mentee":"","used":null,"ended":{"by":"a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1","at":"2026-01-01T00:00:00Z"}}' AS BLOB));
INSERT INTO shelf VALUES('erasure','kept-erasure','cohort:kept','',6,0,CAST('{"id":"b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2","name":"Timur Aliyev","asked":"2026-01-01T00:00:00Z","due":"2026-01-01T00:00:00Z","words_stay":true,"agreed":null,"by":"b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2","reason":"Oʻylab koʻraman"}' AS BLOB));
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
INSERT INTO token VALUES('a46c6179d8ce2a0bd674a03d64d1c3f5a88118d607857f90983a6d27364fc9a3','access','01a22788a9587037936798e04f270cc3',1772324100.0,0);
INSERT INTO token VALUES('decf15439d83e4c51b551aea4d4d45408f368702a0c7b66ea457d452e11a1db6','refresh','01a22788a9587037936798e04f270cc3',1777507200.0,0);
INSERT INTO token VALUES('4c2e32bd2d18cc0d24898b62994c50539039a47cf9436bf66832cef75f9fbf45','access','01a22788ab7973bba67a778e5e297ad9',1772324101.0,0);
INSERT INTO token VALUES('31a2c2262fbddd7fdcf5e9eac3a19bf8f86f5105e4a93e51d6a58de531fbe043','refresh','01a22788ab7973bba67a778e5e297ad9',1777507201.0,0);
INSERT INTO token VALUES('ec2852a49be5b39fbdf56ac0a41fa3575d5ab30c6f2f2fb5bd657c47a8fae429','access','01a22788ac967529ba471f7073b88c1f',1772324102.0,0);
INSERT INTO token VALUES('4492099d5f7fdfbe52ae68d4df2f4ef5df0fa58982a64c6ad4cdb1f37dd7110d','refresh','01a22788ac967529ba471f7073b88c1f',1777507202.0,0);
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
