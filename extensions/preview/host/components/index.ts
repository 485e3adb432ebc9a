import { type ComponentMapping } from '@remote-ui/react/host';
import { Alert, Button, EmptyState, ErrorState, LoadingSpinner } from './feedback.tsx';
import { AutoGrid, Box, Divider, Flex, Inline, Tile } from './layout.tsx';
import { LineChart } from './line-chart.tsx';
import { Icon, ProgressBar, ScoreCircle } from './meters.tsx';
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from './table.tsx';
import { Accordion, Tab, Tabs } from './tabs.tsx';
import { Heading, List, StatusTag, Tag, Text } from './text.tsx';

/** Our renditions of HubSpot's components, by the names under which a card asks for them. */
export const HOST_COMPONENTS: ComponentMapping = {
  Accordion,
  Alert,
  AutoGrid,
  Box,
  Button,
  Divider,
  EmptyState,
  ErrorState,
  Flex,
  Heading,
  Icon,
  Inline,
  LineChart,
  List,
  LoadingSpinner,
  ProgressBar,
  ScoreCircle,
  StatusTag,
  Tab,
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
  Tabs,
  Tag,
  Text,
  Tile,
};
