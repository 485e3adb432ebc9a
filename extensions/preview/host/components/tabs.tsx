import { type AccordionProps, type TabProps, type TabsProps } from '@hubspot/ui-extensions';
import { createContext, type KeyboardEvent, useContext, useEffect, useState } from 'react';

type TabId = string | number;

interface Strip {
  readonly selected: TabId | undefined;
  readonly announce: (id: TabId, title: string) => void;
}

const StripContext = createContext<Strip>({ selected: undefined, announce: () => undefined });

interface Announced {
  readonly id: TabId;
  readonly title: string;
}

/** The tabs arrive one by one from the card; each announces its title to the strip above. */
export function Tabs({ defaultSelected, onSelectedChange, children }: TabsProps) {
  const [tabs, setTabs] = useState<readonly Announced[]>([]);
  const [chosen, setChosen] = useState<TabId | undefined>(defaultSelected);
  const selected = chosen ?? tabs[0]?.id;
  const announce = (id: TabId, title: string) =>
    setTabs((known) =>
      known.some((tab) => tab.id === id)
        ? known.map((tab) => (tab.id === id ? { id, title } : tab))
        : [...known, { id, title }],
    );
  return (
    <div>
      <div role="tablist" className="tablist" onKeyDown={move}>
        {tabs.map(({ id, title }) => (
          <button
            key={id}
            type="button"
            role="tab"
            className="tab"
            aria-selected={id === selected}
            tabIndex={id === selected ? 0 : -1}
            onClick={() => choose(id)}
          >
            {title}
          </button>
        ))}
      </div>
      <StripContext.Provider value={{ selected, announce }}>{children}</StripContext.Provider>
    </div>
  );

  function choose(id: TabId | undefined): void {
    setChosen(id);
    if (id !== undefined) (onSelectedChange as ((id: TabId) => void) | undefined)?.(id);
  }

  function move(event: KeyboardEvent): void {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step === undefined) return;
    const index = tabs.findIndex((tab) => tab.id === selected);
    const next = (index + step + tabs.length) % tabs.length;
    choose(tabs[next]?.id);
    (event.currentTarget.children[next] as HTMLElement | undefined)?.focus();
  }
}

export function Tab({ tabId, title = '', children }: TabProps) {
  const { selected, announce } = useContext(StripContext);
  const id = tabId ?? title;
  useEffect(() => announce(id, title), [id, title]);
  return (
    <div role="tabpanel" aria-label={title} className="tabpanel" hidden={id !== selected}>
      {id === selected && children}
    </div>
  );
}

export function Accordion({ title, defaultOpen = false, children }: AccordionProps) {
  return (
    <details className="accordion" open={defaultOpen}>
      <summary>{title}</summary>
      {children}
    </details>
  );
}
