// Compression as host functions (namespace norn.prim), over src/wire/compression.h.
// Small inputs are compressed at once; everything else goes to the worker pool.
//
// What can't be decompressed raises an IOException with :type :norn/compress-error
// and :code :compress/broken, :compress/unfinished or :compress/too-long.

#include <string>

#include "data/map.h"
#include "lib/bytes_arg.h"
#include "lib/wait.h"
#include "wire/compression.h"

namespace norn {
namespace {

constexpr size_t kInlineBytes = size_t{4} << 10;   // takes about as long as going to the pool and back
constexpr size_t kPieceBytes = size_t{256} << 10;  // between two looks at is_cancelled()

struct CodingName {
  const char* name;
  Coding coding;
};

constexpr CodingName kCodings[] = {{"gzip", Coding::gzip},
                                   {"deflate", Coding::deflate},
                                   {"raw-deflate", Coding::raw},
                                   {"zstd", Coding::zstd},
                                   {"brotli", Coding::brotli}};

OrRaised<CodingName> coding_arg(HostCall& call, uint32_t i) {
  const Keyword* name = NORN_TRY(keyword_arg(call, i));
  for (const CodingName& known : kCodings)
    if (!name->symbol->ns && name->symbol->name->view() == known.name) return known;
  NORN_RAISE(raise_illegal_argument(call.heap, "expected :gzip, :deflate, :raw-deflate, :zstd or :brotli, found :" +
                                                   symbol_text(name->symbol.get())));
}

const char* code_of(CodecStatus status) {
  switch (status) {
    case CodecStatus::unfinished: return "compress/unfinished";
    case CodecStatus::too_long: return "compress/too-long";
    default: return "compress/broken";
  }
}

std::string problem_text(CodecStatus status, const char* coding, size_t max_bytes) {
  const std::string data = std::string(coding) + " data";
  switch (status) {
    case CodecStatus::unfinished: return data + " ends too early";
    case CodecStatus::too_long: return data + " expands to more than " + std::to_string(max_bytes) + " bytes";
    default: return "malformed " + data;
  }
}

// One codec over one input.
struct Job {
  CodingName coding;
  std::unique_ptr<Codec> codec;
  size_t max_bytes;
};

CodecStatus run(Codec& codec, std::string_view input, std::string& out, const LoopRequest* request) {
  while (!input.empty()) {
    if (request && request->is_cancelled()) return CodecStatus::unfinished;  // nobody will see it
    const CodecStatus status = codec.process(input.substr(0, kPieceBytes), out);
    if (status != CodecStatus::ok && status != CodecStatus::done) return status;
    input.remove_prefix(std::min(input.size(), kPieceBytes));
  }
  return codec.finish(out);
}

Returned result_value(Vm& vm, const CodingName& coding, CodecStatus status, const std::string& out, size_t max_bytes) {
  if (status == CodecStatus::no_memory || vm.heap.would_exceed_limit(out.size()))
    NORN_RAISE(raise(vm.heap, vm.world.types.out_of_memory_error.get(), "no memory to compress or decompress"));
  if (status == CodecStatus::done) return bytes_value(vm.heap, out);
  auto keyword = [&](std::string_view name) { return to_value(vm.world.intern_keyword(name)); };
  const Returned data = make_map(vm.heap, {keyword("type"), keyword("norn/compress-error"), keyword("code"),
                                           keyword(code_of(status)), keyword("coding"), keyword(coding.name)});
  NORN_RAISE(raise(vm.heap, vm.world.types.io_exception.get(), problem_text(status, coding.name, max_bytes),
                   data.value_or(Value::nil())));
}

class CodecRequest final : public WorkRequest {
 public:
  CodecRequest(Job job, std::string_view input) : job(std::move(job)), input_(input) {}
  int work() override {
    result = run(*job.codec, input_, out, this);
    return 0;
  }
  const Job job;
  std::string out;
  CodecStatus result = CodecStatus::ok;

 private:
  const std::string input_;
};

Returned finish_codec(Vm& vm, LoopRequest& request, int) {
  const auto& done = static_cast<CodecRequest&>(request);
  return result_value(vm, done.job.coding, done.result, done.out, done.job.max_bytes);
}

}  // namespace

NORN_HOST(
    compress, "norn.prim/compress", "([coding level bytes-or-string])",
    "The compressed bytes. coding: :gzip :deflate :raw-deflate :zstd :brotli. level: nil for the default. Suspends "
    "for large "
    "inputs.") {
  const CodingName coding = NORN_TRY(coding_arg(call, 0));
  const LevelRange range = level_range(coding.coding);
  int64_t level = kDefaultLevel;
  if (!call[1].is_nil()) {
    level = NORN_TRY(integer_arg(call, 1));
    if (level < range.lowest || level > range.highest)
      NORN_RAISE(raise_illegal_argument(
          call.heap, std::string("the level of ") + coding.name + " is " + std::to_string(range.lowest) + " to " +
                         std::to_string(range.highest) + ", found " + std::to_string(level)));
  }
  const std::string_view bytes = NORN_TRY(bytes_arg(call, 2));
  Job job = {coding, make_compressor(coding.coding, static_cast<int>(level)), SIZE_MAX};
  if (bytes.size() > kInlineBytes)
    return await_request(call, std::make_unique<CodecRequest>(std::move(job), bytes), finish_codec, "compression");
  std::string out;
  const CodecStatus status = run(*job.codec, bytes, out, nullptr);
  return result_value(call.vm, coding, status, out, SIZE_MAX);
}

NORN_HOST(decompress, "norn.prim/decompress", "([coding max-bytes bytes])",
          "The bytes that were compressed, max-bytes of them at most. Suspends.") {
  const CodingName coding = NORN_TRY(coding_arg(call, 0));
  const auto max_bytes = static_cast<size_t>(std::max<int64_t>(NORN_TRY(integer_arg(call, 1)), 0));
  const std::string_view bytes = NORN_TRY(bytes_arg(call, 2));
  Job job = {coding, make_decompressor(coding.coding, max_bytes), max_bytes};
  return await_request(call, std::make_unique<CodecRequest>(std::move(job), bytes), finish_codec, "decompression");
}

NORN_MODULE(kCompressModule, compress, decompress);

}  // namespace norn
