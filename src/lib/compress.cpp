// Compression as host functions (namespace norn.prim), over src/wire/compression.h.
// Small inputs are compressed at once; everything else goes to the worker pool.
// What a codec is fed piece by piece is decompressed at once, a small step of
// output at a time.
//
// What can't be decompressed raises an IOException with :type :norn/compress-error
// and :code :compress/broken, :compress/unfinished or :compress/too-long.

#include <algorithm>
#include <memory>
#include <string>

#include "data/host_resource.h"
#include "data/map.h"
#include "lib/bytes_arg.h"
#include "lib/wait.h"
#include "wire/compression.h"

namespace norn {
namespace {

constexpr size_t kInlineBytes = size_t{4} << 10;   // takes about as long as going to the pool and back
constexpr size_t kPieceBytes = size_t{256} << 10;  // between two looks at is_cancelled()
constexpr size_t kStepBytes = size_t{64} << 10;    // of output, after which a decompressor lets others run

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

class ChecksumRequest final : public WorkRequest {
 public:
  explicit ChecksumRequest(std::string_view input) : input_(input) {}
  int work() override {
    checksum = crc32_of(input_);
    return 0;
  }
  uint32_t checksum = 0;

 private:
  const std::string input_;
};

Returned finish_checksum(Vm& vm, LoopRequest& request, int status) {
  if (status < 0) NORN_RAISE(raise_no_worker(vm, "a checksum", status));
  return make_integer(vm.heap, static_cast<ChecksumRequest&>(request).checksum);
}

Returned finish_codec(Vm& vm, LoopRequest& request, int status) {
  if (status < 0) NORN_RAISE(raise_no_worker(vm, "compression", status));
  const auto& done = static_cast<CodecRequest&>(request);
  return result_value(vm, done.job.coding, done.result, done.out, done.job.max_bytes);
}

// A codec that is fed piece by piece. Compressing it shares with the request that a worker is busy with; one that was
// cancelled meanwhile stays busy for ever, because nobody knows how far it has come.
struct CodecState {
  CodingName coding;
  size_t max_bytes;
  std::unique_ptr<Codec> codec;
  std::string input = {};  // of a decompressor: what it has not used yet, from `used` on
  size_t used = 0;
  bool is_busy = false;
};

class CodecResource final : public NativeResource {
 public:
  static constexpr ResourceKind kKind{"a codec"};
  explicit CodecResource(CodecState made)
      : NativeResource(kKind), state(std::make_shared<CodecState>(std::move(made))) {}
  const std::shared_ptr<CodecState> state;
};

enum class CodecStep : uint8_t { process, flush, finish };

CodecStatus run_step(Codec& codec, CodecStep step, std::string_view input, std::string& out) {
  if (const CodecStatus status = codec.process(input, out); status != CodecStatus::ok) return status;
  switch (step) {
    case CodecStep::process: return CodecStatus::done;
    case CodecStep::flush:
      if (const CodecStatus status = codec.flush(out); status != CodecStatus::ok) return status;
      return CodecStatus::done;
    case CodecStep::finish: return codec.finish(out);
  }
  return CodecStatus::broken;
}

class CodecStepRequest final : public WorkRequest {
 public:
  CodecStepRequest(std::shared_ptr<CodecState> state, CodecStep step, std::string_view input)
      : state(std::move(state)), step_(step), input_(input) {}
  int work() override {
    result = run_step(*state->codec, step_, input_, out);
    return 0;
  }
  const std::shared_ptr<CodecState> state;
  std::string out;
  CodecStatus result = CodecStatus::ok;

 private:
  const CodecStep step_;
  const std::string input_;
};

Returned finish_codec_step(Vm& vm, LoopRequest& request, int status) {
  const auto& done = static_cast<CodecStepRequest&>(request);
  done.state->is_busy = false;
  if (status < 0) NORN_RAISE(raise_no_worker(vm, "compression", status));
  return result_value(vm, done.state->coding, done.result, done.out, SIZE_MAX);
}

OrRaised<std::unique_ptr<Codec>> compressor_arg(HostCall& call, const CodingName& coding, uint32_t i) {
  const LevelRange range = level_range(coding.coding);
  int64_t level = kDefaultLevel;
  if (!call[i].is_nil()) {
    level = NORN_TRY(integer_arg(call, i));
    if (level < range.lowest || level > range.highest)
      NORN_RAISE(raise_illegal_argument(
          call.heap, std::string("the level of ") + coding.name + " is " + std::to_string(range.lowest) + " to " +
                         std::to_string(range.highest) + ", found " + std::to_string(level)));
  }
  return make_compressor(coding.coding, static_cast<int>(level));
}

OrRaised<CodecState*> codec_arg(HostCall& call, uint32_t i) {
  auto* resource = try_native<CodecResource>(call[i]);
  if (!resource) NORN_RAISE(wrong_argument(call, i, CodecResource::kKind.name));
  if (resource->state->is_busy)
    NORN_RAISE(raise_state(call.heap, "this compression is under way in another task, or was cancelled in the middle"));
  return resource->state.get();
}

}  // namespace

NORN_HOST(
    compress, "norn.prim/compress", "([coding level bytes-or-string])",
    "The compressed bytes. coding: :gzip :deflate :raw-deflate :zstd :brotli. level: nil for the default. Suspends "
    "for large "
    "inputs.") {
  const CodingName coding = NORN_TRY(coding_arg(call, 0));
  std::unique_ptr<Codec> codec = NORN_TRY(compressor_arg(call, coding, 1));
  const std::string_view bytes = NORN_TRY(bytes_arg(call, 2));
  Job job = {coding, std::move(codec), SIZE_MAX};
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

NORN_HOST(compressor, "norn.prim/compressor", "([coding level])",
          "A codec that compresses what compressor-step feeds it. level: nil for the default.") {
  const CodingName coding = NORN_TRY(coding_arg(call, 0));
  std::unique_ptr<Codec> codec = NORN_TRY(compressor_arg(call, coding, 1));
  return to_value(make_host_resource(
      call.heap,
      std::make_unique<CodecResource>(CodecState{.coding = coding, .max_bytes = SIZE_MAX, .codec = std::move(codec)})));
}

NORN_HOST(compressor_step, "norn.prim/compressor-step", "([codec bytes-or-string step])",
          "Compresses a piece; the bytes that come of it, maybe none. step: nil, :flush (the other side can read "
          "everything so far) or :finish. Suspends.") {
  CodecState* state = NORN_TRY(codec_arg(call, 0));
  const std::string_view bytes = NORN_TRY(optional_bytes_arg(call, 1));
  CodecStep step = CodecStep::process;
  if (!call[2].is_nil()) {
    const Keyword* name = NORN_TRY(keyword_arg(call, 2));
    step = name->symbol->name->view() == "flush" ? CodecStep::flush : CodecStep::finish;
  }
  if (bytes.empty() && step == CodecStep::process) return bytes_value(call.heap, {});
  state->is_busy = true;
  return await_request(call, std::make_unique<CodecStepRequest>(try_native<CodecResource>(call[0])->state, step, bytes),
                       finish_codec_step, "compression");
}

NORN_HOST(decompressor, "norn.prim/decompressor", "([coding max-bytes])",
          "A codec that decompresses what decompressor-next is given, max-bytes of output at most (nil: any number).") {
  const CodingName coding = NORN_TRY(coding_arg(call, 0));
  size_t max_bytes = SIZE_MAX;
  if (!call[1].is_nil()) max_bytes = static_cast<size_t>(std::max<int64_t>(NORN_TRY(integer_arg(call, 1)), 0));
  return to_value(make_host_resource(
      call.heap, std::make_unique<CodecResource>(CodecState{
                     .coding = coding, .max_bytes = max_bytes, .codec = make_decompressor(coding.coding, max_bytes)})));
}

NORN_HOST(decompressor_next, "norn.prim/decompressor-next", "([codec bytes])",
          "The next bytes, about 64 KiB of them at most; nil: it needs more input. bytes: more input, or nil.") {
  CodecState* state = NORN_TRY(codec_arg(call, 0));
  const std::string_view bytes = NORN_TRY(optional_bytes_arg(call, 1));
  if (state->used == state->input.size()) {
    state->input.assign(bytes);
    state->used = 0;
  } else {
    state->input.append(bytes);
  }
  std::string out;
  std::string_view left = std::string_view(state->input).substr(state->used);
  const CodecStatus status = state->codec->process_some(left, kStepBytes, out);
  state->used = state->input.size() - left.size();
  if (status != CodecStatus::more) {
    std::string().swap(state->input);
    state->used = 0;
  }
  if (status == CodecStatus::ok || status == CodecStatus::done || status == CodecStatus::more)
    return out.empty() ? Value::nil() : bytes_value(call.heap, out);
  return result_value(call.vm, state->coding, status, out, state->max_bytes);
}

NORN_HOST(decompressor_end, "norn.prim/decompressor-end", "([codec])", "nil if the data is complete; else it throws.") {
  CodecState* state = NORN_TRY(codec_arg(call, 0));
  std::string out;
  if (const CodecStatus status = state->codec->finish(out); status != CodecStatus::done)
    return result_value(call.vm, state->coding, status, out, state->max_bytes);
  return Value::nil();
}

NORN_HOST(crc32_, "norn.prim/crc32", "([bytes-or-string])",
          "The CRC-32 of ZIP and gzip, a number. Suspends for large inputs.") {
  const std::string_view bytes = NORN_TRY(bytes_arg(call, 0));
  if (bytes.size() <= kInlineBytes) return make_integer(call.heap, crc32_of(bytes));
  return await_request(call, std::make_unique<ChecksumRequest>(bytes), finish_checksum, "a checksum");
}

NORN_MODULE(kCompressModule, compress, decompress, compressor, compressor_step, decompressor, decompressor_next,
            decompressor_end, crc32_);

}  // namespace norn
