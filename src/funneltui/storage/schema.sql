-- Written by `python -m funneltui.storage.migrations.snapshot`; do not edit.
CREATE TABLE stage_total ( stage_id INTEGER NOT NULL, currency TEXT NOT NULL, month TEXT NOT NULL, cards INTEGER DEFAULT 0 NOT NULL, amount INTEGER DEFAULT 0 NOT NULL, PRIMARY KEY (stage_id, currency, month) ) WITHOUT ROWID, STRICT;
CREATE TABLE stage ( id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, uid TEXT NOT NULL, "key" TEXT NOT NULL, name TEXT, definition TEXT, kind TEXT NOT NULL, position INTEGER DEFAULT 0 NOT NULL, probability INTEGER DEFAULT 0 NOT NULL, idle_days INTEGER DEFAULT 0 NOT NULL, colour TEXT DEFAULT '' NOT NULL, archived INTEGER DEFAULT 0 NOT NULL, CONSTRAINT kind_is_known CHECK (kind IN ('suspect', 'open', 'won', 'parked', 'lost')), CONSTRAINT probability_is_a_percentage CHECK (probability BETWEEN 0 AND 100), CONSTRAINT idle_days_is_not_negative CHECK (idle_days >= 0), CONSTRAINT archived_is_a_flag CHECK (archived IN (0, 1)), UNIQUE (uid), UNIQUE ("key") ) STRICT;
CREATE TABLE criterion ( id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, uid TEXT NOT NULL, "key" TEXT NOT NULL, name TEXT, question TEXT, weight INTEGER DEFAULT 1 NOT NULL, position INTEGER DEFAULT 0 NOT NULL, archived INTEGER DEFAULT 0 NOT NULL, CONSTRAINT archived_is_a_flag CHECK (archived IN (0, 1)), CONSTRAINT weight_is_not_negative CHECK (weight >= 0), UNIQUE (uid), UNIQUE ("key") ) STRICT;
CREATE TABLE loss_reason ( id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, uid TEXT NOT NULL, "key" TEXT NOT NULL, name TEXT, position INTEGER DEFAULT 0 NOT NULL, note_required INTEGER DEFAULT 0 NOT NULL, archived INTEGER DEFAULT 0 NOT NULL, CONSTRAINT note_required_is_a_flag CHECK (note_required IN (0, 1)), CONSTRAINT archived_is_a_flag CHECK (archived IN (0, 1)), UNIQUE (uid), UNIQUE ("key") ) STRICT;
CREATE TABLE saved_view ( id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, uid TEXT NOT NULL, name TEXT NOT NULL, "query" TEXT DEFAULT '' NOT NULL, sort TEXT DEFAULT '' NOT NULL, layout TEXT DEFAULT '{}' NOT NULL, CONSTRAINT layout_is_an_object CHECK (layout LIKE '{%}'), UNIQUE (uid), UNIQUE (name) ) STRICT;
CREATE TABLE step ( id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL, arguments TEXT DEFAULT '{}' NOT NULL, at TEXT NOT NULL, door TEXT DEFAULT '' NOT NULL, state TEXT DEFAULT 'done' NOT NULL, schema_version INTEGER DEFAULT 0 NOT NULL, CONSTRAINT state_is_known CHECK (state IN ('done', 'undone', 'dropped', 'sealed')), CONSTRAINT arguments_is_an_object CHECK (arguments LIKE '{%}'), CONSTRAINT at_is_an_instant CHECK (at LIKE '____-__-__T__:__:__Z') ) STRICT;
CREATE TABLE profile ( "key" TEXT NOT NULL, value TEXT DEFAULT '' NOT NULL, PRIMARY KEY ("key") ) WITHOUT ROWID, STRICT;
CREATE TABLE organization ( id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, uid TEXT NOT NULL, name TEXT NOT NULL, folded_name TEXT DEFAULT '' NOT NULL, website TEXT DEFAULT '' NOT NULL, siren TEXT DEFAULT '' NOT NULL, siret TEXT DEFAULT '' NOT NULL, vat_number TEXT DEFAULT '' NOT NULL, sector TEXT DEFAULT '' NOT NULL, address TEXT DEFAULT '' NOT NULL, note TEXT DEFAULT '' NOT NULL, created_at TEXT NOT NULL, updated_at TEXT NOT NULL, CONSTRAINT created_at_is_an_instant CHECK (created_at LIKE '____-__-__T__:__:__Z'), CONSTRAINT updated_at_is_an_instant CHECK (updated_at LIKE '____-__-__T__:__:__Z'), UNIQUE (uid) ) STRICT;
CREATE TABLE stage_criterion ( id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, stage_id INTEGER NOT NULL, criterion_id INTEGER NOT NULL, FOREIGN KEY(stage_id) REFERENCES stage (id), FOREIGN KEY(criterion_id) REFERENCES criterion (id) ) STRICT;
CREATE TABLE template ( id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, uid TEXT NOT NULL, name TEXT NOT NULL, language TEXT NOT NULL, temperature TEXT DEFAULT '' NOT NULL, purpose TEXT DEFAULT '' NOT NULL, stage_id INTEGER, channel TEXT DEFAULT 'email' NOT NULL, subject TEXT DEFAULT '' NOT NULL, body TEXT DEFAULT '' NOT NULL, CONSTRAINT language_is_known CHECK (language IN ('fr', 'en')), CONSTRAINT temperature_is_known CHECK (temperature IN ('', 'cold', 'warm', 'hot')), CONSTRAINT purpose_is_known CHECK (purpose IN ('', 'clear_answer', 'last_message')), CONSTRAINT channel_is_known CHECK (channel IN ('call', 'email', 'mailing', 'sms', 'meeting', 'social', 'event')), UNIQUE (uid), FOREIGN KEY(stage_id) REFERENCES stage (id) ) STRICT;
CREATE TABLE change ( id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, step_id INTEGER NOT NULL, table_name TEXT NOT NULL, row_id INTEGER DEFAULT 0 NOT NULL, "before" TEXT, "after" TEXT, FOREIGN KEY(step_id) REFERENCES step (id) ) STRICT;
CREATE TABLE contact ( id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, uid TEXT NOT NULL, name TEXT NOT NULL, folded_name TEXT DEFAULT '' NOT NULL, given_name TEXT DEFAULT '' NOT NULL, family_name TEXT DEFAULT '' NOT NULL, job_title TEXT DEFAULT '' NOT NULL, organization_id INTEGER, address TEXT DEFAULT '' NOT NULL, language TEXT DEFAULT '' NOT NULL, market TEXT DEFAULT 'b2b' NOT NULL, tags TEXT DEFAULT '[]' NOT NULL, source TEXT DEFAULT '' NOT NULL, source_on TEXT, source_detail TEXT DEFAULT '' NOT NULL, introduced_by_id INTEGER, note TEXT DEFAULT '' NOT NULL, opposed INTEGER DEFAULT 0 NOT NULL, opposed_channels TEXT DEFAULT '[]' NOT NULL, informed_on TEXT, binned_at TEXT, created_at TEXT NOT NULL, updated_at TEXT NOT NULL, CONSTRAINT language_is_known CHECK (language IN ('', 'fr', 'en')), CONSTRAINT market_is_known CHECK (market IN ('b2b', 'b2c')), CONSTRAINT opposed_is_a_flag CHECK (opposed IN (0, 1)), CONSTRAINT opposed_channels_is_a_list CHECK (opposed_channels LIKE '[%]'), CONSTRAINT tags_is_a_list CHECK (tags LIKE '[%]'), CONSTRAINT source_on_is_a_day CHECK (source_on LIKE '____-__-__'), CONSTRAINT informed_on_is_a_day CHECK (informed_on LIKE '____-__-__'), CONSTRAINT binned_at_is_an_instant CHECK (binned_at LIKE '____-__-__T__:__:__Z'), CONSTRAINT created_at_is_an_instant CHECK (created_at LIKE '____-__-__T__:__:__Z'), CONSTRAINT updated_at_is_an_instant CHECK (updated_at LIKE '____-__-__T__:__:__Z'), UNIQUE (uid), FOREIGN KEY(organization_id) REFERENCES organization (id), FOREIGN KEY(introduced_by_id) REFERENCES contact (id) ) STRICT;
CREATE TABLE opportunity ( id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, uid TEXT NOT NULL, title TEXT DEFAULT '' NOT NULL, contact_id INTEGER NOT NULL, stage_id INTEGER NOT NULL, former_stage_id INTEGER, stage_since TEXT NOT NULL, amount INTEGER, currency TEXT DEFAULT 'EUR' NOT NULL, daily_rate INTEGER, half_days INTEGER, contact_reason TEXT DEFAULT '' NOT NULL, buyer_step TEXT DEFAULT '' NOT NULL, expected_close TEXT, tags TEXT DEFAULT '[]' NOT NULL, note TEXT DEFAULT '' NOT NULL, temperature_override TEXT DEFAULT '' NOT NULL, temperature_until TEXT, parked_until TEXT, parked_why TEXT DEFAULT '' NOT NULL, parked_say TEXT DEFAULT '' NOT NULL, lost_reason TEXT DEFAULT '' NOT NULL, lost_note TEXT DEFAULT '' NOT NULL, discarded_untried INTEGER DEFAULT 0 NOT NULL, won_amount INTEGER, closed_on TEXT, promotion_code TEXT DEFAULT '' NOT NULL, promotion_until TEXT, external_id TEXT DEFAULT '' NOT NULL, binned_at TEXT, created_at TEXT NOT NULL, updated_at TEXT NOT NULL, CONSTRAINT amount_is_not_negative CHECK (amount >= 0), CONSTRAINT currency_is_iso_4217 CHECK (currency GLOB '[A-Z][A-Z][A-Z]'), CONSTRAINT buyer_step_is_known CHECK (buyer_step IN ('', 'problem', 'information', 'evaluation', 'decision')), CONSTRAINT temperature_override_is_known CHECK (temperature_override IN ('', 'cold', 'warm', 'hot')), CONSTRAINT tags_is_a_list CHECK (tags LIKE '[%]'), CONSTRAINT discarded_untried_is_a_flag CHECK (discarded_untried IN (0, 1)), CONSTRAINT expected_close_is_a_day CHECK (expected_close LIKE '____-__-__'), CONSTRAINT temperature_until_is_a_day CHECK (temperature_until LIKE '____-__-__'), CONSTRAINT parked_until_is_a_day CHECK (parked_until LIKE '____-__-__'), CONSTRAINT closed_on_is_a_day CHECK (closed_on LIKE '____-__-__'), CONSTRAINT promotion_until_is_a_day CHECK (promotion_until LIKE '____-__-__'), CONSTRAINT stage_since_is_an_instant CHECK (stage_since LIKE '____-__-__T__:__:__Z'), CONSTRAINT binned_at_is_an_instant CHECK (binned_at LIKE '____-__-__T__:__:__Z'), CONSTRAINT created_at_is_an_instant CHECK (created_at LIKE '____-__-__T__:__:__Z'), CONSTRAINT updated_at_is_an_instant CHECK (updated_at LIKE '____-__-__T__:__:__Z'), UNIQUE (uid), FOREIGN KEY(contact_id) REFERENCES contact (id), FOREIGN KEY(stage_id) REFERENCES stage (id), FOREIGN KEY(former_stage_id) REFERENCES stage (id) ) STRICT;
CREATE TABLE contact_point ( id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, contact_id INTEGER NOT NULL, kind TEXT NOT NULL, value TEXT NOT NULL, normalized TEXT NOT NULL, label TEXT DEFAULT '' NOT NULL, position INTEGER DEFAULT 0 NOT NULL, CONSTRAINT kind_is_known CHECK (kind IN ('email', 'phone', 'link')), FOREIGN KEY(contact_id) REFERENCES contact (id) ) STRICT;
CREATE TABLE opportunity_role ( id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, opportunity_id INTEGER NOT NULL, contact_id INTEGER NOT NULL, role TEXT NOT NULL, detail TEXT DEFAULT '' NOT NULL, CONSTRAINT role_is_known CHECK (role IN ('decider', 'influencer', 'user', 'gatekeeper')), FOREIGN KEY(opportunity_id) REFERENCES opportunity (id), FOREIGN KEY(contact_id) REFERENCES contact (id) ) STRICT;
CREATE TABLE proposal ( id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, uid TEXT NOT NULL, opportunity_id INTEGER NOT NULL, reference TEXT DEFAULT '' NOT NULL, sent_on TEXT, valid_until TEXT, state TEXT DEFAULT 'draft' NOT NULL, CONSTRAINT state_is_known CHECK (state IN ('draft', 'sent', 'accepted', 'refused', 'withdrawn')), CONSTRAINT sent_on_is_a_day CHECK (sent_on LIKE '____-__-__'), CONSTRAINT valid_until_is_a_day CHECK (valid_until LIKE '____-__-__'), UNIQUE (uid), FOREIGN KEY(opportunity_id) REFERENCES opportunity (id) ) STRICT;
CREATE TABLE touch ( id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, uid TEXT NOT NULL, contact_id INTEGER NOT NULL, opportunity_id INTEGER, happened_at TEXT NOT NULL, channel TEXT NOT NULL, direction TEXT NOT NULL, outcome TEXT DEFAULT '' NOT NULL, objection TEXT DEFAULT '' NOT NULL, gave INTEGER DEFAULT 0 NOT NULL, note TEXT DEFAULT '' NOT NULL, created_at TEXT NOT NULL, CONSTRAINT channel_is_known CHECK (channel IN ('call', 'email', 'mailing', 'sms', 'meeting', 'social', 'event')), CONSTRAINT direction_is_known CHECK (direction IN ('in', 'out')), CONSTRAINT gave_is_a_flag CHECK (gave IN (0, 1)), CONSTRAINT happened_at_is_an_instant CHECK (happened_at LIKE '____-__-__T__:__:__Z'), CONSTRAINT created_at_is_an_instant CHECK (created_at LIKE '____-__-__T__:__:__Z'), UNIQUE (uid), FOREIGN KEY(contact_id) REFERENCES contact (id), FOREIGN KEY(opportunity_id) REFERENCES opportunity (id) ) STRICT;
CREATE TABLE next_action ( id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, uid TEXT NOT NULL, opportunity_id INTEGER NOT NULL, due_on TEXT NOT NULL, due_time TEXT, what TEXT DEFAULT '' NOT NULL, channel TEXT DEFAULT '' NOT NULL, state TEXT DEFAULT 'open' NOT NULL, ended_at TEXT, created_at TEXT NOT NULL, CONSTRAINT due_on_is_a_day CHECK (due_on LIKE '____-__-__'), CONSTRAINT due_time_is_a_time CHECK (due_time LIKE '__:__'), CONSTRAINT channel_is_known CHECK (channel IN ('', 'call', 'email', 'mailing', 'sms', 'meeting', 'social', 'event')), CONSTRAINT state_is_known CHECK (state IN ('open', 'done', 'replaced', 'dropped')), CONSTRAINT ended_at_is_an_instant CHECK (ended_at LIKE '____-__-__T__:__:__Z'), CONSTRAINT created_at_is_an_instant CHECK (created_at LIKE '____-__-__T__:__:__Z'), UNIQUE (uid), FOREIGN KEY(opportunity_id) REFERENCES opportunity (id) ) STRICT;
CREATE TABLE answer ( id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, uid TEXT NOT NULL, opportunity_id INTEGER NOT NULL, criterion_id INTEGER NOT NULL, answer TEXT NOT NULL, evidence TEXT DEFAULT '' NOT NULL, said_by TEXT DEFAULT '' NOT NULL, said_on TEXT, current INTEGER DEFAULT 1 NOT NULL, created_at TEXT NOT NULL, CONSTRAINT answer_is_known CHECK (answer IN ('yes', 'no', 'unknown')), CONSTRAINT current_is_a_flag CHECK (current IN (0, 1)), CONSTRAINT said_on_is_a_day CHECK (said_on LIKE '____-__-__'), CONSTRAINT created_at_is_an_instant CHECK (created_at LIKE '____-__-__T__:__:__Z'), UNIQUE (uid), FOREIGN KEY(opportunity_id) REFERENCES opportunity (id), FOREIGN KEY(criterion_id) REFERENCES criterion (id) ) STRICT;
CREATE TABLE stage_move ( id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, opportunity_id INTEGER NOT NULL, from_stage_id INTEGER, to_stage_id INTEGER NOT NULL, moved_at TEXT NOT NULL, override_reason TEXT DEFAULT '' NOT NULL, missing TEXT DEFAULT '[]' NOT NULL, CONSTRAINT moved_at_is_an_instant CHECK (moved_at LIKE '____-__-__T__:__:__Z'), CONSTRAINT missing_is_a_list CHECK (missing LIKE '[%]'), FOREIGN KEY(opportunity_id) REFERENCES opportunity (id), FOREIGN KEY(from_stage_id) REFERENCES stage (id), FOREIGN KEY(to_stage_id) REFERENCES stage (id) ) STRICT;
CREATE TABLE card ( opportunity_id INTEGER NOT NULL, stage_id INTEGER DEFAULT 0 NOT NULL, contact_id INTEGER NOT NULL, name TEXT NOT NULL, folded_name TEXT NOT NULL, job_title TEXT DEFAULT '' NOT NULL, organization TEXT DEFAULT '' NOT NULL, title TEXT DEFAULT '' NOT NULL, amount INTEGER, currency TEXT NOT NULL, source TEXT DEFAULT '' NOT NULL, tags TEXT DEFAULT '[]' NOT NULL, due_on TEXT, due_time TEXT, what TEXT DEFAULT '' NOT NULL, yes_count INTEGER DEFAULT 0 NOT NULL, no_count INTEGER DEFAULT 0 NOT NULL, unanswered INTEGER DEFAULT 0 NOT NULL, first_unanswered_at TEXT, last_in_at TEXT, last_touch_at TEXT, opposed INTEGER DEFAULT 0 NOT NULL, temperature_override TEXT DEFAULT '' NOT NULL, temperature_until TEXT, parked_until TEXT, lost_reason TEXT DEFAULT '' NOT NULL, stage_since TEXT NOT NULL, created_at TEXT NOT NULL, closed_on TEXT, PRIMARY KEY (opportunity_id), FOREIGN KEY(opportunity_id) REFERENCES opportunity (id) ) STRICT;
CREATE UNIQUE INDEX answer_current ON answer (opportunity_id, criterion_id) WHERE current = 1;
CREATE INDEX card_agenda ON card (due_on, opportunity_id) WHERE due_on IS NOT NULL;
CREATE INDEX card_amount ON card (stage_id, amount, opportunity_id);
CREATE INDEX card_closed ON card (stage_id, closed_on, opportunity_id);
CREATE INDEX card_created ON card (stage_id, created_at, opportunity_id);
CREATE INDEX card_due ON card (stage_id, due_on, opportunity_id, due_time, parked_until);
CREATE INDEX card_name ON card (stage_id, folded_name, opportunity_id);
CREATE INDEX card_unplanned ON card (stage_id, due_on, unanswered, last_in_at, opportunity_id) WHERE due_on IS NULL;
CREATE INDEX card_wakes ON card (parked_until, opportunity_id) WHERE parked_until IS NOT NULL;
CREATE INDEX change_edit ON change (table_name, row_id, id) WHERE before IS NOT NULL AND after IS NOT NULL;
CREATE INDEX change_step ON change (step_id, id);
CREATE INDEX contact_point_normalized ON contact_point (kind, normalized);
CREATE INDEX contact_uninformed ON contact (source_on) WHERE informed_on IS NULL AND source <> '' AND opposed = 0;
CREATE INDEX ix_answer_opportunity_id ON answer (opportunity_id);
CREATE INDEX ix_card_contact_id ON card (contact_id);
CREATE INDEX ix_contact_folded_name ON contact (folded_name);
CREATE INDEX ix_contact_introduced_by_id ON contact (introduced_by_id);
CREATE INDEX ix_contact_organization_id ON contact (organization_id);
CREATE INDEX ix_contact_point_contact_id ON contact_point (contact_id);
CREATE INDEX ix_next_action_opportunity_id ON next_action (opportunity_id);
CREATE INDEX ix_opportunity_contact_id ON opportunity (contact_id);
CREATE INDEX ix_opportunity_former_stage_id ON opportunity (former_stage_id);
CREATE INDEX ix_opportunity_role_contact_id ON opportunity_role (contact_id);
CREATE INDEX ix_opportunity_stage_id ON opportunity (stage_id);
CREATE INDEX ix_organization_folded_name ON organization (folded_name);
CREATE INDEX ix_proposal_opportunity_id ON proposal (opportunity_id);
CREATE INDEX ix_stage_criterion_criterion_id ON stage_criterion (criterion_id);
CREATE INDEX ix_stage_move_to_stage_id ON stage_move (to_stage_id);
CREATE INDEX ix_template_stage_id ON template (stage_id);
CREATE INDEX ix_touch_opportunity_id ON touch (opportunity_id);
CREATE UNIQUE INDEX next_action_open ON next_action (opportunity_id) WHERE state = 'open';
CREATE UNIQUE INDEX opportunity_role_once ON opportunity_role (opportunity_id, contact_id);
CREATE INDEX proposal_lapsing ON proposal (valid_until, opportunity_id) WHERE state = 'sent';
CREATE UNIQUE INDEX stage_criterion_once ON stage_criterion (stage_id, criterion_id);
CREATE INDEX stage_move_opportunity ON stage_move (opportunity_id, moved_at);
CREATE INDEX step_state ON step (state, id);
CREATE INDEX touch_contact_when ON touch (contact_id, happened_at);
CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY);
INSERT INTO alembic_version VALUES ('0001');
-- What SQLModel cannot say: the triggers and the full-text index.

-- Counts and sums per stage follow the cards, whatever wrote them.
CREATE TRIGGER card_added AFTER INSERT ON card BEGIN
  INSERT INTO stage_total (stage_id, currency, month, cards, amount)
  VALUES (new.stage_id, new.currency, ifnull(substr(new.closed_on, 1, 7), ''), 1, ifnull(new.amount, 0))
  ON CONFLICT DO UPDATE SET cards = cards + 1, amount = amount + excluded.amount;
END;
CREATE TRIGGER card_removed AFTER DELETE ON card BEGIN
  UPDATE stage_total SET cards = cards - 1, amount = amount - ifnull(old.amount, 0)
  WHERE stage_id = old.stage_id AND currency = old.currency
    AND month = ifnull(substr(old.closed_on, 1, 7), '');
  DELETE FROM stage_total
  WHERE stage_id = old.stage_id AND currency = old.currency
    AND month = ifnull(substr(old.closed_on, 1, 7), '') AND cards = 0;
END;
CREATE TRIGGER card_changed AFTER UPDATE OF stage_id, currency, amount, closed_on ON card BEGIN
  INSERT INTO stage_total (stage_id, currency, month, cards, amount)
  VALUES (new.stage_id, new.currency, ifnull(substr(new.closed_on, 1, 7), ''), 1, ifnull(new.amount, 0))
  ON CONFLICT DO UPDATE SET cards = cards + 1, amount = amount + excluded.amount;
  UPDATE stage_total SET cards = cards - 1, amount = amount - ifnull(old.amount, 0)
  WHERE stage_id = old.stage_id AND currency = old.currency
    AND month = ifnull(substr(old.closed_on, 1, 7), '');
  DELETE FROM stage_total
  WHERE stage_id = old.stage_id AND currency = old.currency
    AND month = ifnull(substr(old.closed_on, 1, 7), '') AND cards = 0;
END;
-- Everything a person can be found by, one row a live contact, kept like the cards.
CREATE VIRTUAL TABLE search USING fts5(
  name, organization, reach, words, tokenize = "unicode61 remove_diacritics 2", prefix = '1 2 3'
);
-- The words that occur, to find the one that was meant when one was mistyped.
CREATE VIRTUAL TABLE search_vocabulary USING fts5vocab('search', 'row');
