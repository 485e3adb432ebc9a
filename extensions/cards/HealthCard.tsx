import { hubspot } from '@hubspot/ui-extensions';
import { HealthCard } from '../ui/card/HealthCard.tsx';

hubspot.extend<'crm.record.tab'>(() => <HealthCard />);
