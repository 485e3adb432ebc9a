import { hubspot } from '@hubspot/ui-extensions';
import { HomePage } from '../ui/pages/HomePage.tsx';

hubspot.extend<'pages'>(() => <HomePage />);
