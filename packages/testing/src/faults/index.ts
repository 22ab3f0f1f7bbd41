export { TcpProxy, type LinkFault } from './tcp-proxy.js';
