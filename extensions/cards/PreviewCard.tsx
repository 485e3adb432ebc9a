import { hubspot } from '@hubspot/ui-extensions';
import { PreviewCard } from '../ui/card/PreviewCard.tsx';

hubspot.extend<'crm.preview'>(() => <PreviewCard />);
