#include "wire/ws_deflate.h"

#include <zlib.h>

#include "base/assert.h"

namespace norn {
namespace {

constexpr int kRawWindow = -15;  // no zlib header; the largest window
constexpr int kLevel = 6, kMemoryLevel = 8;
constexpr size_t kStepBytes = size_t{16} << 10;
constexpr std::string_view kTail("\x00\x00\xff\xff", 4);  // of a flushed block: not sent (RFC 7692, 7.2.1)

void set_input(z_stream& stream, std::string_view bytes) {
  stream.next_in = const_cast<Bytef*>(reinterpret_cast<const Bytef*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
}

}  // namespace

WsInflater::WsInflater() : stream_(new z_stream{}) {
  const int made = inflateInit2(stream_.get(), kRawWindow);
  NORN_ASSERT(made == Z_OK, "zlib refuses (out of memory?)");
}

WsInflater::~WsInflater() { inflateEnd(stream_.get()); }

WsInflater::Outcome WsInflater::inflate(std::string_view compressed, size_t limit, std::string& out) {
  z_stream& stream = *stream_;
  inflateReset(&stream);
  const size_t start = out.size();
  char step[kStepBytes];
  for (std::string_view part : {compressed, kTail}) {
    set_input(stream, part);
    do {
      stream.next_out = reinterpret_cast<Bytef*>(step);
      stream.avail_out = kStepBytes;
      const int outcome = ::inflate(&stream, Z_SYNC_FLUSH);
      if (outcome != Z_OK && outcome != Z_BUF_ERROR && outcome != Z_STREAM_END) return Outcome::broken;
      const size_t made = kStepBytes - stream.avail_out;
      if (made > limit - (out.size() - start)) return Outcome::too_long;
      out.append(step, made);
      if (outcome == Z_STREAM_END) return Outcome::done;  // the sender ended the stream: RFC 7692, 7.2.3.5
      if (outcome == Z_BUF_ERROR) break;
    } while (stream.avail_in > 0 || stream.avail_out == 0);
  }
  return Outcome::done;
}

WsDeflater::WsDeflater() : stream_(new z_stream{}) {
  const int made = deflateInit2(stream_.get(), kLevel, Z_DEFLATED, kRawWindow, kMemoryLevel, Z_DEFAULT_STRATEGY);
  NORN_ASSERT(made == Z_OK, "zlib refuses (out of memory?)");
}

WsDeflater::~WsDeflater() { deflateEnd(stream_.get()); }

void WsDeflater::deflate(std::string_view message, std::string& out) {
  z_stream& stream = *stream_;
  deflateReset(&stream);
  set_input(stream, message);
  char step[kStepBytes];
  do {
    stream.next_out = reinterpret_cast<Bytef*>(step);
    stream.avail_out = kStepBytes;
    ::deflate(&stream, Z_SYNC_FLUSH);
    out.append(step, kStepBytes - stream.avail_out);
  } while (stream.avail_out == 0);
  if (out.ends_with(kTail)) out.resize(out.size() - kTail.size());
  if (out.empty()) out += '\0';  // an empty message is one empty block
}

}  // namespace norn
