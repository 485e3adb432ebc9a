import { Flex, Text } from '@hubspot/ui-extensions';
import { type ReactNode } from 'react';

/** A titled part of a tab. */
export function Section({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <Flex direction="column" gap="xs">
      <Text format={{ fontWeight: 'bold' }}>{title}</Text>
      {children}
    </Flex>
  );
}
