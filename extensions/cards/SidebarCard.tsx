import { hubspot } from '@hubspot/ui-extensions';
import { SidebarCard } from '../ui/card/SidebarCard.tsx';

hubspot.extend<'crm.record.sidebar'>(() => <SidebarCard />);
