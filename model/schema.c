#include "model/schema.h"

const char schema_tables[] =
	/* What is known of the index itself: links_stale, and the like. */
	"CREATE TABLE meta(key TEXT PRIMARY KEY, value) WITHOUT ROWID;"

	/* Files and folders that were asked for, absolute; looked through again when none are given. */
	"CREATE TABLE root(id INTEGER PRIMARY KEY, path TEXT NOT NULL UNIQUE);"
	/* Mailing lists, as their digests print them. */
	"CREATE TABLE list(id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE COLLATE NOCASE);"

	/* A file that was looked at; path is absolute, state is enum source_state. */
	"CREATE TABLE source("
	" id INTEGER PRIMARY KEY,"
	" path TEXT NOT NULL UNIQUE,"
	" dev INTEGER, ino INTEGER, size INTEGER, mtime_ns INTEGER,"
	" hash INTEGER,"
	" state INTEGER NOT NULL);"

	/* What a source holds. prev is the digest of the same list that ends where this begins;
	   place is its order in time; twin is the digest that has the same commit range and
	   stands before it, so that rankings count the range once. */
	"CREATE TABLE digest("
	" id INTEGER PRIMARY KEY AUTOINCREMENT,"
	" source INTEGER NOT NULL UNIQUE,"
	" list INTEGER NOT NULL,"
	" from_id TEXT NOT NULL, to_id TEXT NOT NULL,"
	" date INTEGER NOT NULL," /* YYYYMMDD, 0 = none */
	" date_kind INTEGER NOT NULL,"
	" records INTEGER NOT NULL,"
	" prev INTEGER, twin INTEGER, place INTEGER);"

	/* Rankings as printed. label is the domain; persons have an address. */
	"CREATE TABLE rank("
	" digest INTEGER, kind INTEGER, pos INTEGER, count INTEGER NOT NULL,"
	" label TEXT, address INTEGER,"
	" PRIMARY KEY(digest, kind, pos)) WITHOUT ROWID;"

	/* One human being, as far as known: for now, one for each address without regard to
	   case (for each name, where there is no address). */
	"CREATE TABLE person(id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE);"
	/* Name and address as written. domain_rev is the domain folded, its parts reversed,
	   each with a dot behind: com.intel.linux. so that all below intel.com is a prefix scan.
	   who is the name as it is compared, so that linking knows somebody by another
	   address; NULL when it is the name of many. */
	"CREATE TABLE address("
	" id INTEGER PRIMARY KEY,"
	" name TEXT NOT NULL, email TEXT NOT NULL,"
	" name_fold TEXT NOT NULL, email_fold TEXT NOT NULL,"
	" domain_rev TEXT NOT NULL,"
	" person INTEGER NOT NULL,"
	" who TEXT,"
	" UNIQUE(email, name));"

	/* newest_posting orders the list of everything. */
	"CREATE TABLE series("
	" id INTEGER PRIMARY KEY AUTOINCREMENT,"
	" newest_posting INTEGER NOT NULL);"
	/* One without a posting is known but absent. best is the posting that is shown;
	   signal (enum signal) and confidence say why it belongs to the series. msgid and url come
	   from the links that name it. */
	"CREATE TABLE revision("
	" id INTEGER PRIMARY KEY AUTOINCREMENT,"
	" series INTEGER NOT NULL,"
	" rfc INTEGER NOT NULL, major INTEGER NOT NULL, minor INTEGER NOT NULL,"
	" best INTEGER,"
	" signal INTEGER NOT NULL, confidence INTEGER NOT NULL,"
	" msgid TEXT, url TEXT);"

	/* One revision in one digest. line is that of its first record. title is the whole one
	   where it could be made whole. patch_norm is the normalised title of the patch shown. */
	"CREATE TABLE posting("
	" id INTEGER PRIMARY KEY,"
	" digest INTEGER NOT NULL,"
	" revision INTEGER,"
	" rfc INTEGER NOT NULL, major INTEGER NOT NULL, minor INTEGER NOT NULL,"
	" resend INTEGER NOT NULL,"
	" title TEXT NOT NULL, norm_title TEXT NOT NULL, patch_norm TEXT,"
	" author INTEGER NOT NULL, contributor INTEGER NOT NULL," /* address */
	" total INTEGER NOT NULL," /* patches; 1 for a single */
	" files INTEGER, insertions INTEGER, deletions INTEGER," /* NULL = not known */
	" subsystem INTEGER," /* of its title, else of the patch shown; NULL = none */
	" line INTEGER NOT NULL,"
	" flags INTEGER NOT NULL," /* enum posting_flag */
	" sketch TEXT);" /* of the text of its first record: model/sketch.h; NULL = too short */

	/* A cover letter, patch or single: bytes [off, off + len) of the digest's source, which is
	   the text inflated when the file is compressed. author and contributor are addresses. */
	"CREATE TABLE record("
	" id INTEGER PRIMARY KEY,"
	" posting INTEGER NOT NULL,"
	" kind INTEGER NOT NULL, idx INTEGER NOT NULL,"
	" line INTEGER NOT NULL, off INTEGER NOT NULL, len INTEGER NOT NULL,"
	" hash INTEGER NOT NULL,"
	" title TEXT NOT NULL,"
	" author INTEGER NOT NULL, contributor INTEGER NOT NULL);"

	/* A posting names a revision of its own series: by a link, a Skip: line, a changelog
	   heading (enum sighting_kind). revision is set by the linking pass. */
	"CREATE TABLE sighting("
	" id INTEGER PRIMARY KEY,"
	" posting INTEGER NOT NULL,"
	" kind INTEGER NOT NULL,"
	" rfc INTEGER NOT NULL, major INTEGER NOT NULL, minor INTEGER NOT NULL,"
	" msgid TEXT, url TEXT, line INTEGER NOT NULL,"
	" sent INTEGER," /* the day that the message-id tells, since 1970 */
	" revision INTEGER);"
	/* Why two revisions of a series belong together; a < b. signal is enum signal. */
	"CREATE TABLE link("
	" a INTEGER, b INTEGER, signal INTEGER NOT NULL, confidence INTEGER NOT NULL,"
	" posting INTEGER, line INTEGER,"
	" PRIMARY KEY(a, b)) WITHOUT ROWID;"

	/* What the user has said of two revisions, as it is in the marks: a copy, by which the
	   linking pass goes. text is all of it. A key of kind 3 (MARK_TITLE) is that of title_hash,
	   one of kind 2 (MARK_SLUG) a slug without version, one of kind 1 a message-id. */
	"CREATE TABLE decision("
	" id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE,"
	" same INTEGER NOT NULL, changed INTEGER NOT NULL);"
	"CREATE TABLE decision_key("
	" decision INTEGER, side INTEGER, kind INTEGER, key,"
	" PRIMARY KEY(decision, side, kind, key)) WITHOUT ROWID;"

	/* Message-ids in links of any kind. */
	"CREATE TABLE msgref("
	" msgid TEXT, posting INTEGER, line INTEGER,"
	" PRIMARY KEY(msgid, posting, line)) WITHOUT ROWID;"
	/* b4 slugs of the message-ids that name revisions of the posting's own series. */
	"CREATE TABLE slug("
	" slug TEXT, posting INTEGER,"
	" PRIMARY KEY(slug, posting)) WITHOUT ROWID;"

	/* What a mark finds a posting by: mark_title_hash of model/marked.h. */
	"CREATE TABLE title_hash("
	" hash INTEGER, posting INTEGER,"
	" PRIMARY KEY(hash, posting)) WITHOUT ROWID;"

	/* Titles, normalised, that the posting's changelog says its series had before. */
	"CREATE TABLE former("
	" title TEXT, posting INTEGER,"
	" PRIMARY KEY(title, posting)) WITHOUT ROWID;"

	/* What two postings have in common when they have it both: model/sketch.h. It stands once
	   for each address that the posting is from, since only those of one person are compared:
	   many send the same words. */
	"CREATE TABLE piece("
	" piece INTEGER, address INTEGER, posting INTEGER,"
	" PRIMARY KEY(piece, address, posting)) WITHOUT ROWID;"

	/* KVM/x86/mmu, as written; fold is it folded, with a slash at the end, so that all below
	   is a prefix scan. */
	"CREATE TABLE subsystem("
	" id INTEGER PRIMARY KEY, path TEXT NOT NULL UNIQUE, fold TEXT NOT NULL);"
	/* Those of the titles of cover and patch. */
	"CREATE TABLE posting_subsystem("
	" subsystem INTEGER, posting INTEGER,"
	" PRIMARY KEY(subsystem, posting)) WITHOUT ROWID;"
	/* PATCH, RFC, net-next, as written. */
	"CREATE TABLE posting_tag("
	" tag TEXT COLLATE NOCASE, posting INTEGER,"
	" PRIMARY KEY(tag, posting)) WITHOUT ROWID;"

	/* A path of a diffstat as printed. rev_parts is the parts reversed, each with a slash
	   behind ("mmu.c/mmu/kvm/x86/arch/"), of a cut path (cut = 1, ".../kvm/mmu.c" or a
	   rename without its head) the visible ones: a prefix scan both ways. */
	"CREATE TABLE path("
	" id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE,"
	" rev_parts TEXT NOT NULL, cut INTEGER NOT NULL);"
	"CREATE TABLE touch("
	" path INTEGER, posting INTEGER, changes INTEGER NOT NULL, old INTEGER," /* old: path */
	" PRIMARY KEY(path, posting)) WITHOUT ROWID;"

	/* key is folded ("reviewed-by"). A person's trailer has an address, any other a value. */
	"CREATE TABLE trailer("
	" id INTEGER PRIMARY KEY,"
	" posting INTEGER NOT NULL, key TEXT NOT NULL,"
	" address INTEGER, value TEXT, line INTEGER NOT NULL);"

	/* Postings that the word indexes still name and that are gone. */
	"CREATE TABLE tombstone(posting INTEGER PRIMARY KEY);";

const char schema_indexes[] =
	"CREATE INDEX source_hash ON source(hash);"
	"CREATE INDEX digest_to ON digest(list, to_id);"
	"CREATE INDEX digest_from ON digest(list, from_id);"
	"CREATE INDEX rank_address ON rank(address);"
	"CREATE INDEX address_person ON address(person);"
	"CREATE INDEX address_who ON address(who) WHERE who IS NOT NULL;"
	"CREATE INDEX address_domain ON address(domain_rev);"
	"CREATE INDEX address_email ON address(email_fold);"
	"CREATE INDEX series_newest ON series(newest_posting);"
	"CREATE INDEX revision_series ON revision(series, rfc, major, minor);"
	"CREATE INDEX revision_msgid ON revision(msgid) WHERE msgid IS NOT NULL;"
	"CREATE INDEX posting_digest ON posting(digest);"
	"CREATE INDEX posting_revision ON posting(revision);"
	"CREATE INDEX posting_author ON posting(author);"
	"CREATE INDEX posting_contributor ON posting(contributor);"
	"CREATE INDEX posting_title ON posting(norm_title);"
	"CREATE INDEX posting_cut ON posting(norm_title) WHERE flags & 8;" /* POSTING_TITLE_CUT */
	"CREATE INDEX posting_patch ON posting(patch_norm) WHERE patch_norm IS NOT NULL;"
	"CREATE INDEX record_posting ON record(posting);"
	"CREATE INDEX sighting_posting ON sighting(posting);"
	"CREATE INDEX sighting_revision ON sighting(revision);"
	"CREATE INDEX sighting_msgid ON sighting(msgid) WHERE msgid IS NOT NULL;"
	"CREATE INDEX link_b ON link(b);"
	"CREATE INDEX decision_key_key ON decision_key(key);"
	"CREATE INDEX msgref_posting ON msgref(posting);"
	"CREATE INDEX slug_posting ON slug(posting);"
	"CREATE INDEX title_hash_posting ON title_hash(posting);"
	"CREATE INDEX former_posting ON former(posting);"
	"CREATE INDEX piece_posting ON piece(posting);"
	"CREATE INDEX subsystem_fold ON subsystem(fold);"
	"CREATE INDEX posting_subsystem_posting ON posting_subsystem(posting);"
	"CREATE INDEX posting_tag_posting ON posting_tag(posting);"
	"CREATE INDEX path_rev ON path(rev_parts);"
	"CREATE INDEX touch_posting ON touch(posting);"
	"CREATE INDEX touch_old ON touch(old) WHERE old IS NOT NULL;"
	"CREATE INDEX trailer_posting ON trailer(posting);"
	"CREATE INDEX trailer_address ON trailer(address, key) WHERE address IS NOT NULL;";
