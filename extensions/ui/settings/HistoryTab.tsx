import { Button, Text } from '@hubspot/ui-extensions';
import { numberWords } from '../../../src/scoring/words/format.ts';
import { DataTable } from '../card/DataTable.tsx';
import { useCopy } from '../texts/copy.ts';
import { usePageTexts } from '../texts/pages.ts';
import { ago } from '../texts/words.ts';
import type { DraftProps } from './SettingsPage.tsx';

/** Who changed what when; any version can be put back into the draft, to be saved as a new one. */
export function HistoryTab({ answer: { versions }, isSaving, onChange }: DraftProps) {
  const { locale, now } = useCopy();
  const { settings } = usePageTexts();
  const rows = versions.map(({ version, author, note, createdAt, settings: old }, index) => ({
    id: String(version),
    cells: [
      version === 0 ? settings.shipped : numberWords(version, locale),
      author,
      createdAt === null ? '–' : ago(createdAt, now, locale),
      note === '' ? '–' : note,
      index === 0 ? (
        <Text key="current">{settings.current}</Text>
      ) : (
        <Button key="restore" size="xs" disabled={isSaving} onClick={() => onChange(old)}>
          {settings.restore}
        </Button>
      ),
    ],
  }));
  const { version, author, when, why, restore } = settings;
  return <DataTable columns={[version, author, when, why, restore]} rows={rows} />;
}
