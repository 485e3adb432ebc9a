import { type ComponentMapping } from '@remote-ui/react/host';
import { Dropdown, DropdownButtonItem, Link, LoadingButton } from './actions.tsx';
import { BarChart } from './bar-chart.tsx';
import { Checkbox } from './checkbox.tsx';
import { Alert, Button, EmptyState, ErrorState, LoadingSpinner } from './feedback.tsx';
import { Input, NumberInput, SearchInput, Select, TextArea } from './inputs.tsx';
import { AutoGrid, Box, Divider, Flex, Inline, Tile } from './layout.tsx';
import { LineChart } from './line-chart.tsx';
import { Icon, ProgressBar, ScoreCircle } from './meters.tsx';
import { Statistics, StatisticsItem } from './statistics.tsx';
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from './table.tsx';
import { Accordion, Tab, Tabs } from './tabs.tsx';
import { Heading, List, StatusTag, Tag, Text } from './text.tsx';

/** Our renditions of HubSpot's components, by the names under which a card asks for them. */
export const HOST_COMPONENTS: ComponentMapping = {
  Accordion,
  Alert,
  AutoGrid,
  BarChart,
  Box,
  Button,
  Checkbox,
  Divider,
  Dropdown,
  DropdownButtonItem,
  EmptyState,
  ErrorState,
  Flex,
  Heading,
  Icon,
  Inline,
  Input,
  LineChart,
  Link,
  List,
  LoadingButton,
  LoadingSpinner,
  NumberInput,
  ProgressBar,
  ScoreCircle,
  SearchInput,
  Select,
  Statistics,
  StatisticsItem,
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
  TextArea,
  Tile,
};
