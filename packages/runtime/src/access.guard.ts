import { createHash, timingSafeEqual } from 'node:crypto';
import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { VitrineError } from '@vitrine/contracts';
import type { FastifyRequest } from 'fastify';

/** Decides whether a request may use a `/v1` route. */
export abstract class AccessPolicy {
  /** @throws VitrineError `unauthorised` */
  abstract admit(request: FastifyRequest): void;
}

/** Admits everybody; for servers that listen on loopback only. */
export class OpenAccess extends AccessPolicy {
  admit(): void {}
}

/** Admits who brings one of the deployment's keys as a bearer token. */
export class KeyAccess extends AccessPolicy {
  private readonly digests: readonly Buffer[];

  constructor(keys: readonly string[]) {
    super();
    this.digests = keys.map(digest);
  }

  admit(request: FastifyRequest): void {
    const token = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? '';
    const offered = digest(token);
    if (!this.digests.some((known) => timingSafeEqual(known, offered))) throw new VitrineError('unauthorised', 'no valid key was sent');
  }
}

/** The one place where requests are let in. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(private readonly policy: AccessPolicy) {}

  canActivate(context: ExecutionContext): boolean {
    if (context.getType() !== 'http') return true;
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    if (request.url.startsWith('/v1/')) this.policy.admit(request);
    return true;
  }
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
