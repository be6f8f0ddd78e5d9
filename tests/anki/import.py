"""Imports files into one new Anki collection, one after the other, with the settings that Anki reads from each file, and prints
after each, as JSON: the GUIDs that were new, updated or found unchanged; and all notes by GUID with fields, tags and deck."""

import json
import os
import sys
import tempfile

from anki.collection import Collection, ImportCsvRequest

with tempfile.TemporaryDirectory() as folder:
    collection = Collection(os.path.join(folder, "collection.anki2"))
    shown = []
    for path in sys.argv[1:]:
        metadata = collection.get_csv_metadata(path=path, delimiter=None)
        log = collection.import_csv(ImportCsvRequest(path=path, metadata=metadata)).log
        notes = {}
        for id in collection.find_notes("deck:*"):
            note = collection.get_note(id)
            deck = collection.decks.name(note.cards()[0].did)
            notes[note.guid] = {"fields": note.fields, "tags": note.tags, "deck": deck, "cards": len(note.cards())}
        counts = {name: len(getattr(log, name)) for name in ("new", "updated", "duplicate", "conflicting", "missing_notetype", "missing_deck", "empty_first_field")}
        shown.append({"log": counts, "notes": notes})
    collection.close()
    print(json.dumps(shown))
