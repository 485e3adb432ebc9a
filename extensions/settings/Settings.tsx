import { hubspot } from '@hubspot/ui-extensions';
import { SettingsPage } from '../ui/settings/SettingsPage.tsx';

hubspot.extend<'settings'>(() => <SettingsPage />);
