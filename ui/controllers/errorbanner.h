// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/error.h"
#include "core/ids.h"
#include "ui/dialogs/sheet.h"
#include "ui/panels/panelstate.h"
#include "ui/presentation/errorsentences.h"
#include "ui/widgets/messagebanner.h"

#include <optional>

namespace session {
class Session;
}

//! From presentation's one table of sentences to what panels and dialogs show.
namespace controllers {

//! Its actions are the ways out that a button can take; wayOut() reads them back. Request id and details can be copied
//! from the banner itself.
widgets::BannerMessage banner(const QString &id, const presentation::Sentence &sentence);
widgets::BannerMessage banner(const QString &id, const core::Error &error, presentation::Operation operation);
widgets::BannerMessage banner(const QString &id, presentation::Situation situation,
                              const std::optional<core::Error> &cause = std::nullopt);
std::optional<presentation::WayOut> wayOut(const QString &bannerAction);

panels::FailureState failureState(const core::Error &error, presentation::Operation operation);
//! For Sheet::showFailure(): the sentence as one text.
QString sentence(const core::Error &error, presentation::Operation operation);
QString details(const core::Error &error, presentation::Operation operation);

//! The sentence in the sheet that asked, with *New Token…* where that helps.
void showFailure(dialogs::Sheet &sheet, const core::Error &error, presentation::Operation operation);

//! Connection and store of a dialog that writes (promise K1).
dialogs::Target targetOf(session::Session &session, const core::StoreId &store = {});

} // namespace controllers
