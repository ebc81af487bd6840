/** Certificates for tests. They are created at run time, and no key is stored. */
import { generate } from 'selfsigned';

export interface Certificate {
  readonly key: string;
  readonly cert: string;
}

export interface CertificateOptions {
  /** The only host name of the certificate; by default 127.0.0.1, localhost and `cloud.test`. */
  readonly name?: string;
  readonly from?: Date;
  readonly until?: Date;
}

export interface CertificateAuthority extends Certificate {
  issue(options?: CertificateOptions): Promise<Certificate>;
}

export async function createCertificateAuthority(name: string): Promise<CertificateAuthority> {
  const { cert, private: key } = await generate([{ name: 'commonName', value: name }], {
    keyType: 'ec',
    algorithm: 'sha256',
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
    ],
  });
  return {
    cert,
    key,
    async issue({ from, name: host, until } = {}) {
      const issued = await generate([{ name: 'commonName', value: 'service of the test' }], {
        keyType: 'ec',
        algorithm: 'sha256',
        ca: { cert, key },
        ...(from && { notBeforeDate: from }),
        ...(until && { notAfterDate: until }),
        extensions: [
          { name: 'basicConstraints', cA: false },
          {
            name: 'subjectAltName',
            altNames:
              host === undefined
                ? [
                    { type: 7, ip: '127.0.0.1' },
                    { type: 2, value: 'localhost' },
                    { type: 2, value: 'cloud.test' },
                  ]
                : [{ type: 2, value: host }],
          },
        ],
      });
      return { cert: issued.cert, key: issued.private };
    },
  };
}
