export { createRateLimiter, type RateLimiter, type RateLimiterOptions } from './limiter.ts';
