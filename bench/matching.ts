import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { type CrmCompany } from '../src/model/company.ts';
import { matchAccounts, type SourceAccount } from '../src/sources/identity/index.ts';

/**
 * How fast accounts find their companies: half by id or domain, a fifth by their users' e-mail addresses, the rest
 * nowhere, with suggestions by name. Prints one JSON line.
 *
 * `node bench/matching.ts [accounts] [companies]`
 */

export interface MatchingResult {
  readonly accounts: number;
  readonly companies: number;
  readonly matched: number;
  readonly ms: number;
  /** Time the processor worked on it; on a shared machine the clock says more about the others. */
  readonly cpuMs: number;
  readonly accountsPerSecond: number;
  readonly peakRssMegabytes: number;
}

const WORDS =
  'north river stone cloud iron bright silver open field harbor lumen vertex delta orbit cedar'.split(' ');

export function benchMatching(accounts: number, companies: number): MatchingResult {
  const all = Array.from({ length: companies }, (_, index) => companyAt(index));
  const sources = Array.from({ length: accounts }, (_, index) => accountAt(index, companies));
  const cpu = process.cpuUsage();
  const begin = performance.now();
  const { matches } = matchAccounts(all, sources, []);
  const ms = performance.now() - begin;
  const { user, system } = process.cpuUsage(cpu);
  return {
    accounts,
    companies,
    matched: matches.length,
    ms: Math.round(ms),
    cpuMs: Math.round((user + system) / 1000),
    accountsPerSecond: Math.round((accounts / ms) * 1000),
    peakRssMegabytes: Math.round(process.resourceUsage().maxRSS / 1024),
  };
}

function nameAt(index: number): string {
  const word = (step: number) => WORDS[Math.floor(index / step) % WORDS.length] ?? '';
  return `${word(1)}${word(15)} ${word(225)} ${index}`;
}

function companyAt(index: number): CrmCompany {
  return {
    companyId: String(index),
    name: `${nameAt(index)} GmbH`,
    domains: [`customer${index}.com`],
    ownerId: null,
    parentCompanyId: null,
    lifecycleStage: 'customer',
    segment: null,
    customerSince: null,
    arr: null,
    currency: null,
    createdAt: '2026-01-01',
    updatedAt: '2026-01-01',
    archived: false,
    healthProperties: {},
  };
}

function accountAt(index: number, companies: number): SourceAccount {
  const target = (index * 7919) % companies;
  const way = index % 10;
  const emails = (domain: string) => Array.from({ length: 10 }, (_, user) => `user${user}@${domain}`);
  return {
    source: 'bench',
    account: {
      externalId: `a${index}`,
      name: nameAt(target),
      hubspotCompanyId: way < 2 ? String(target) : null,
      domains: way >= 2 && way < 5 ? [`https://www.customer${target}.com/`] : [],
      emails:
        way >= 5 && way < 7
          ? emails(`customer${target}.com`)
          : way >= 7 && way < 9
            ? emails('gmail.com')
            : [],
    },
  };
}

const [, script, accounts, companies] = process.argv;
if (script !== undefined && import.meta.url === pathToFileURL(path.resolve(script)).href) {
  console.log(JSON.stringify(benchMatching(Number(accounts ?? 100_000), Number(companies ?? 100_000))));
}
