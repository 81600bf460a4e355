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
