"""A folder of vCards in the import form."""

from __future__ import annotations

from pathlib import Path

from tests.tui.driving import driven, opened


async def test_a_folder_of_vcards_is_looked_at_and_imported(tmp_path: Path) -> None:
    folder = tmp_path / "cards"
    folder.mkdir()
    for name in ("Ada", "Bob"):
        (folder / f"{name}.vcf").write_text(f"BEGIN:VCARD\nVERSION:3.0\nFN:{name} Lovelace\nEND:VCARD\n")
    async with driven(opened(tmp_path)) as program:
        await program.press("f7")
        await program.opens("DataScreen")
        await program.press("i")
        await program.opens("ImportScreen")
        await program.write(str(folder))
        await program.sees("2 new deals", "Ada Lovelace")
        await program.press("ctrl+s")
        await program.sees("Imported.")
        assert program.funnel.reads.contact.names([1, 2]) == ["Ada Lovelace", "Bob Lovelace"]
