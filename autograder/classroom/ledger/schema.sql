-- The tables of a ledger of format 3.
--
-- A grading belongs to a pair of a bundle and a hand-in's content: equal hand-ins are graded once,
-- and a run that goes on finds what the one before it committed. Runs and entries point at gradings.
--
-- Ledgers of format 3 are out there: do not change this file. A later format is a step in
-- migrations.py, which new ledgers take as well.

CREATE TABLE salt (
    value TEXT NOT NULL -- What pseudonyms are made with: one line, once the first is asked for.
);

CREATE TABLE bundle (
    id INTEGER PRIMARY KEY,
    hash TEXT NOT NULL,
    framework TEXT NOT NULL,
    git_commit TEXT NOT NULL,
    assignment TEXT NOT NULL,
    title TEXT NOT NULL,
    settings TEXT NOT NULL, -- JSON, as are parts, given and answers.
    parts TEXT NOT NULL,
    given TEXT NOT NULL,
    answers TEXT NOT NULL,
    UNIQUE (hash, framework)
);

CREATE TABLE graded_case (
    id INTEGER PRIMARY KEY,
    bundle INTEGER NOT NULL REFERENCES bundle (id),
    question TEXT NOT NULL,
    name TEXT NOT NULL,
    hidden INTEGER NOT NULL,
    bonus INTEGER NOT NULL,
    points REAL NOT NULL,
    UNIQUE (bundle, question, name)
);

CREATE TABLE run (
    id INTEGER PRIMARY KEY,
    bundle INTEGER NOT NULL REFERENCES bundle (id),
    shard TEXT NOT NULL,
    started TEXT NOT NULL,
    finished TEXT NOT NULL DEFAULT ''
);

CREATE TABLE entry (
    run INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE,
    place INTEGER NOT NULL,
    name TEXT NOT NULL,
    path TEXT NOT NULL,
    people TEXT NOT NULL, -- JSON, as are the files.
    submitted TEXT NOT NULL,
    attempts INTEGER NOT NULL,
    hand_in TEXT NOT NULL DEFAULT '', -- The digest of its content; empty until it is opened.
    files TEXT NOT NULL DEFAULT '[]',
    problem TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (run, name)
);

CREATE INDEX entry_hand_in ON entry (run, hand_in);

CREATE TABLE grading (
    id INTEGER PRIMARY KEY,
    bundle INTEGER NOT NULL REFERENCES bundle (id),
    hand_in TEXT NOT NULL,
    time TEXT NOT NULL,
    seconds REAL NOT NULL,
    layers TEXT NOT NULL, -- JSON, as are the notes.
    notes TEXT NOT NULL,
    exhausted INTEGER NOT NULL,
    UNIQUE (bundle, hand_in)
);

CREATE INDEX grading_hand_in ON grading (hand_in);

CREATE TABLE outcome (
    grading INTEGER NOT NULL REFERENCES grading (id),
    graded_case INTEGER NOT NULL REFERENCES graded_case (id),
    points REAL NOT NULL,
    status TEXT NOT NULL,
    message TEXT NOT NULL,
    misconception TEXT NOT NULL,
    misconception_title TEXT NOT NULL DEFAULT '',
    accident TEXT NOT NULL,
    PRIMARY KEY (grading, graded_case)
) WITHOUT ROWID;

PRAGMA user_version = 3;
