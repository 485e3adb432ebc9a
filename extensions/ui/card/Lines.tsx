import { List, Text } from '@hubspot/ui-extensions';

/** A bulleted list of different lines of text. */
export function Lines({ lines }: { readonly lines: readonly string[] }) {
  return (
    <List variant="unordered-styled">
      {lines.map((line) => (
        <Text key={line}>{line}</Text>
      ))}
    </List>
  );
}
