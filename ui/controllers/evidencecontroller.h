// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/clock.h"
#include "history/records.h"
#include "session/evidencerun.h"

#include <QObject>
#include <QPointer>

#include <functional>
#include <memory>
#include <optional>

class QFileDialog;

namespace dialogs {
class ExportDialog;
}
namespace session {
class Session;
}

namespace controllers {

class Navigator;

//! Which records are to be shown to somebody else.
struct EvidenceSubject
{
    core::StoreId store;
    history::Filter filter = {};
    std::optional<QList<core::Version>> only = {}; //!< these instead, newest first; an empty list is no record at all
    QString selection;               //!< which these are, in words: "Everything in the store", "2 versions"
    bool compared = true;            //!< two of them have a difference that belongs to it
    QString name;                    //!< what the folder is proposed to be called; any characters
};

//! *Export Evidence*: version records with hashes, ids, times, notes and coverage into a new folder. With exactly two
//! versions of `only` that have texts, their difference, too.
class EvidenceController : public QObject
{
    Q_OBJECT
public:
    EvidenceController(Navigator &navigator, QWidget &window, const core::Clock &clock);
    ~EvidenceController() override;

    void open(const EvidenceSubject &subject);
    //! Where the next dialog proposes to put it.
    void setPlace(const QString &folder) { m_folder = folder; }

private:
    void begin(const QString &path);
    void readTexts(const std::function<void(const QByteArray &patch)> &then);
    void run(const QString &path, const QByteArray &patch);
    void showProgress();
    void end();
    [[nodiscard]] transfer::EvidenceAbout about() const;
    [[nodiscard]] static transfer::EvidenceWords words(const transfer::EvidenceAbout &about);

    Navigator &m_navigator;
    QWidget &m_window;
    const core::Clock &m_clock;
    QString m_folder;
    EvidenceSubject m_subject;
    QPointer<session::Session> m_session;
    QPointer<dialogs::ExportDialog> m_dialog;
    QPointer<QFileDialog> m_chooser;
    std::unique_ptr<session::EvidenceRun> m_run;
    bool m_stopped = false;
};

} // namespace controllers
